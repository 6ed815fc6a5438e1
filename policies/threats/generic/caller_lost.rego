# METADATA
# title: The next service does not learn who asks
# description: >-
#   A service knows in whose name it is called, and calls on in its own name for data of high confidentiality. The
#   next one must hand out everything to everybody, and its records name a program. Gateways and edges have a rule
#   of their own (PRO-09).
# custom:
#   id: GEN-25
#   pack: full
#   severity: medium
#   scope: flows
#   facts: [identity, highest.rated]
#   stride: [elevation-of-privilege, information-disclosure, repudiation]
#   fear: [confidentiality, auditability]
#   controls: [CCM:IAM-16, NIST-800-53:AC-3, NIST-800-53:AC-4, NIST-800-53:AU-10]
#   attack: [T1199]
#   capec: [CAPEC-122]
#   cwe: [CWE-441, CWE-284]
#   opens: [ask-in-the-name-of-the-service]
#   effort: medium
#   remediation: >-
#     Hand the caller's token on, exchanged for one that is good for this call only, and let the next service decide
#     by it.
#   rationale: >-
#     Two locks are one lock if the first one has the key of the second.
#   message: >-
#     "{from}" asks "{to}" in its own name, whoever asked it
package threats.generic.caller_lost

knows_the_caller(c) if {
	some flow in c.flows_in
	input.flows[flow].identity == "caller"
}

onward[id] := f if {
	some c in input.by_kind.service
	knows_the_caller(c)
	some id in c.flows_out
	f := input.flows[id]
	f.receiver.kind in {"service", "control"}
}

applicable contains id if some id, _ in onward

pass contains id if {
	some id, f in onward
	f.identity == "caller"
}

pass contains id if {
	some id, f in onward
	f.highest.rated
	f.highest.confidentiality < 4
}

finding contains {"element": id, "related": [f.from, f.to]} if {
	some id, f in onward
	f.identity in {"service", "none"}
	f.highest.confidentiality >= 4
	f.authentication != "none"
}
