#!/usr/bin/env bash
# Runs the gate as the environment says; what CI services call. The exit code is
# that of stormtree check, and 3 when the base of a change cannot be had.
#
#   STORMTREE_MODEL        the model (required)
#   STORMTREE_FAIL_ON, STORMTREE_WARN_ON, STORMTREE_UNKNOWN, STORMTREE_BASELINE, STORMTREE_TODAY
#                          the values of the flags of these names
#   STORMTREE_RULES        folders with rules, one a line
#   STORMTREE_NEW_ONLY, STORMTREE_REDACT
#                          true or nothing
#   STORMTREE_POLICY_FROM  a revision, or base: the branch that the change goes to
#   STORMTREE_FORMAT       what is printed: text (default), github, …
#   STORMTREE_SARIF, STORMTREE_JUNIT, STORMTREE_GITLAB, STORMTREE_MARKDOWN, STORMTREE_JSON, STORMTREE_CSV
#                          files to write besides
#   STORMTREE_PROGRAM      the program (default: stormtree)
set -uo pipefail

program=${STORMTREE_PROGRAM:-stormtree}
if [ -z "${STORMTREE_MODEL:-}" ]; then
  echo 'stormtree: STORMTREE_MODEL names no model' >&2
  exit 2
fi

policy=${STORMTREE_POLICY_FROM:-}
if [ "$policy" = base ]; then
  base=${GITHUB_BASE_REF:-${CI_MERGE_REQUEST_TARGET_BRANCH_NAME:-}}
  policy=
  if [ -n "$base" ]; then # else this is no change to a branch, and judges itself
    policy=refs/remotes/origin/$base
    if ! git fetch --quiet --no-tags --depth=1 origin "+refs/heads/$base:$policy"; then
      echo "stormtree: the branch $base cannot be fetched, so the gate has no policy" >&2
      exit 3
    fi
  fi
fi

flags=("--today=${STORMTREE_TODAY:-$(date -u +%F)}") # the same day for every report
flag() { if [ -n "$2" ]; then flags+=("$1=$2"); fi; }
flag --fail-on "${STORMTREE_FAIL_ON:-}"
flag --warn-on "${STORMTREE_WARN_ON:-}"
flag --unknown "${STORMTREE_UNKNOWN:-}"
flag --baseline "${STORMTREE_BASELINE:-}"
flag --policy-from "$policy"
while IFS= read -r folder; do flag --rules "$folder"; done <<<"${STORMTREE_RULES:-}"
if [ "${STORMTREE_NEW_ONLY:-}" = true ]; then flags+=(--new-only); fi
if [ "${STORMTREE_REDACT:-}" = true ]; then flags+=(--redact); fi

check() { "$program" check "${flags[@]}" "$@" -- "$STORMTREE_MODEL"; }

check --format="${STORMTREE_FORMAT:-text}"
code=$?
if [ -n "${GITHUB_OUTPUT:-}" ]; then echo "exit-code=$code" >>"$GITHUB_OUTPUT"; fi
if [ "$code" = 2 ]; then exit 2; fi # the model or a flag is wrong: there is no report

# also FORMAT FILE writes one more report of the same answer, which is told already.
also() {
  if [ -z "$2" ]; then return; fi
  check --format="$1" --output="$2" 2>/dev/null
  if [ $? -ne "$code" ]; then
    echo "stormtree: the report $2 could not be written, or says something else" >&2
    code=3
  fi
}
also sarif "${STORMTREE_SARIF:-}"
also junit "${STORMTREE_JUNIT:-}"
also gitlab "${STORMTREE_GITLAB:-}"
also markdown "${STORMTREE_MARKDOWN:-}"
also json "${STORMTREE_JSON:-}"
also csv "${STORMTREE_CSV:-}"
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  check --format=markdown >>"$GITHUB_STEP_SUMMARY" 2>/dev/null
fi
exit "$code"
