# METADATA
# title: Polls come more often than the platform allows
# description: >-
#   A flow polls with a shorter pause than the platform at its end allows. The platform answers such polls with errors,
#   or with nothing.
# custom:
#   id: FIT-02
#   pack: full
#   severity: low
#   scope: flows
#   facts: [poll_every, receiver.poll_limit]
#   stride: [denial-of-service]
#   fear: [availability]
#   controls: [NIST-800-53:SC-5]
#   capec: [CAPEC-469]
#   cwe: [CWE-799]
#   opens: [be-throttled]
#   effort: low
#   remediation: Poll as seldom as the platform asks for, or use a protocol on which it can push.
#   rationale: Who asks too often is throttled, and then hears the least.
#   message: >-
#     "{element}" polls every {poll_every}, and "{to}" allows one poll in {receiver.poll_limit}
package threats.fitness.polls_too_often

applicable contains id if {
	some id, f in input.flows
	f.poll_every
	f.receiver.poll_limit
}

finding contains {"element": id, "related": [f.to]} if {
	some id, f in input.flows
	f.poll_every < f.receiver.poll_limit
}
