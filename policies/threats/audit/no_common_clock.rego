# METADATA
# title: Clocks that nobody sets
# description: >-
#   An edge or log takes its time from nowhere. Records of different places cannot be put in order, and old tokens
#   look fresh.
# custom:
#   id: AUD-03
#   pack: full
#   status: preview
#   severity: low
#   scope: components
#   kinds: [edge, log]
#   facts: [time_source]
#   stride: [repudiation]
#   fear: [auditability]
#   controls: [CCM:LOG-06, NIST-800-53:AU-8]
#   opens: [dispute-the-order-of-events]
#   effort: low
#   remediation: Synchronise clocks (NTS where it can be had), and record when a clock was set.
#   rationale: Evidence is a sequence of events, and sequence needs time.
#   message: >-
#     "{element}" takes its time from nowhere
package threats.audit.no_common_clock

finding contains {"element": id} if {
	some kind in ["edge", "log"]
	some id, c in input.by_kind[kind]
	c.time_source == "none"
}
