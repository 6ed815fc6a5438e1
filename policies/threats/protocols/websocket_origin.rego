# METADATA
# title: Any web page may open the WebSocket
# description: >-
#   A WebSocket is accepted without looking at the origin of the page, or its token stands in the address. A foreign
#   page acts in the name of whoever visits it, and the token ends up in logs.
# custom:
#   id: PRO-07
#   pack: full
#   severity: medium
#   scope: flows
#   protocols: [ws]
#   facts: [receiver.checks, credential_in]
#   stride: [spoofing, information-disclosure]
#   fear: [integrity, confidentiality]
#   controls: [OWASP-API:API2, NIST-800-53:SC-23]
#   attack: [T1539]
#   capec: [CAPEC-62]
#   cwe: [CWE-1385, CWE-598]
#   opens: [use-session-from-foreign-page]
#   effort: low
#   remediation: >-
#     Compare the Origin header with a list (and list origin among the checks), and send the token in a header, a
#     cookie or the first message.
#   rationale: Browsers let every page open a WebSocket to everywhere, with the cookies of the visitor.
#   message: >-
#     "{element}" is a WebSocket whose origin is not checked or whose token stands in the URL
package threats.protocols.websocket_origin

import data.lib.lists

finding contains {"element": id, "related": [f.to]} if {
	some id, f in input.by_protocol.ws
	lists.lacks(f.receiver.checks, "origin")
}

finding contains {"element": id} if {
	some id, f in input.by_protocol.ws
	f.credential_in == "url"
}
