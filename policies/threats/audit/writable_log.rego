# METADATA
# title: Those who are watched can change the log
# description: >-
#   The log can be changed after the fact, or it is run by those whom it watches and they have the right to erase it.
#   Evidence that the accused keeps proves nothing.
# custom:
#   id: AUD-02
#   pack: core
#   severity: high
#   scope: components
#   kinds: [log]
#   facts: [append_only]
#   stride: [tampering, repudiation]
#   fear: [auditability]
#   controls: [CCM:LOG-02, CCM:LOG-09, CCM:IAM-12, NIST-800-53:AU-9, NIST-800-53:AU-9.3]
#   attack: [T1562.008, T1070, T0872]
#   capec: [CAPEC-268]
#   cwe: [CWE-284]
#   opens: [erase-traces, forge-records]
#   effort: medium
#   remediation: Append only, chain the records with hashes, and keep a copy with a party that is not recorded in it.
#   rationale: Whoever breaks in cleans up; a log is worth what it takes to clean it.
#   message: >-
#     "{element}" proves little: {args.because}
package threats.audit.writable_log

# erasers are the parties that have a role which may erase logs.
erasers := {r.party |
	some r in input.roles
	"erase-logs" in r.may
}

finding contains {"element": id, "args": {"because": "its records can be changed afterwards"}} if {
	some id, c in input.by_kind.log
	c.append_only == false
}

finding contains {"element": id, "related": [c.operator], "args": {"because": "those whom it watches run it and may erase it"}} if {
	some id, c in input.by_kind.log
	c.operator in erasers
	some flow in c.flows_in
	input.flows[flow].sender.operator == c.operator
}
