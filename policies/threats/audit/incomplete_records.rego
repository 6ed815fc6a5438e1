# METADATA
# title: Records do not say enough
# description: >-
#   The log leaves out which device, which tenant, which revision of the rules or which rule decided. What happened
#   can be seen, not why it was allowed.
# custom:
#   id: AUD-04
#   pack: full
#   severity: medium
#   scope: components
#   kinds: [log]
#   facts: [records]
#   stride: [repudiation]
#   fear: [auditability]
#   controls: [CCM:LOG-08, NIST-800-53:AU-3, NIST-800-53:AU-2]
#   cwe: [CWE-223]
#   opens: [act-unseen]
#   effort: low
#   remediation: Record device, tenant, revision and rule with every decision.
#   rationale: The question after an incident is never only who, it is also by which rule.
#   message: >-
#     Records in "{element}" do not say: {args.missing}
package threats.audit.incomplete_records

finding contains {"element": id, "args": {"missing": missing}} if {
	some id, c in input.by_kind.log
	c.records
	missing := [word | some word in ["device", "tenant", "revision", "rule"]; not word in c.records]
	count(missing) > 0
}
