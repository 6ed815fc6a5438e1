# METADATA
# title: An API does not ask whose object it is
# description: >-
#   A device or client calls over HTTP, and the receiver does not check that the object in the request belongs to the
#   caller. Counting up a number in the address shows the data of others.
# custom:
#   id: PRO-06
#   pack: core
#   severity: high
#   scope: flows
#   protocols: [http]
#   facts: [receiver.checks]
#   stride: [information-disclosure, elevation-of-privilege]
#   linddun: [data-disclosure]
#   fear: [confidentiality, integrity]
#   controls: [NIST-800-53:AC-3, OWASP-API:API1, OWASP-API:API3]
#   attack: [T1190]
#   capec: [CAPEC-122]
#   cwe: [CWE-639, CWE-862]
#   opens: [ask-for-foreign-object]
#   effort: medium
#   remediation: >-
#     Compare the owner of every object with the caller, in one place that each request passes, and list object among
#     the checks.
#   rationale: It is the most frequent hole of APIs, because each single endpoint has to remember it.
#   message: >-
#     "{to}" does not check whose object a request of "{element}" names
package threats.protocols.object_unchecked

import data.lib.lists

applicable contains id if {
	some id, f in input.by_protocol.http
	f.sender.kind in {"device", "client"}
	f.receiver.kind != "identity"
}

finding contains {"element": id, "related": [f.to]} if {
	some id, f in input.by_protocol.http
	f.sender.kind in {"device", "client"}
	f.receiver.kind != "identity"
	lists.lacks(f.receiver.checks, "object")
}
