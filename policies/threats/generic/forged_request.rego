# METADATA
# title: Another page may act in a user's name
# description: >-
#   A browser proves who it is with a cookie, which it sends along whatever page asks for it, and the receiver does
#   not look where a request comes from. A foreign page orders, pays or deletes in the name of its visitor.
# custom:
#   id: GEN-18
#   pack: full
#   severity: medium
#   scope: flows
#   protocols: [http]
#   facts: [credential_in, receiver.checks]
#   stride: [spoofing, tampering]
#   fear: [integrity]
#   controls: [CCM:AIS-04, NIST-800-53:SC-23]
#   capec: [CAPEC-62]
#   cwe: [CWE-352]
#   opens: [ride-on-a-session]
#   effort: low
#   remediation: >-
#     Mark cookies SameSite, compare the origin of every request that changes something, or ask for a token that
#     only your own page knows; then list origin among the checks.
#   rationale: >-
#     A cookie says whose browser it is, and not whose page.
#   message: >-
#     "{to}" believes the cookie of "{element}", whatever page sends it
package threats.generic.forged_request

import data.lib.lists

# changes holds for a flow of people that brings something with it
changes(f) if {
	f.sender.kind in {"client", "person"}
	count(f.carries) > 0
}

changes(f) if {
	f.sender.kind in {"client", "person"}
	f.purpose in {"command", "admin", "erase"}
}

applicable contains id if {
	some id, f in input.by_protocol.http
	changes(f)
}

pass contains id if {
	some id, f in input.by_protocol.http
	f.credential_in != "cookie"
}

pass contains id if {
	some id, f in input.by_protocol.http
	f.authentication == "none"
}

pass contains id if {
	some id, f in input.by_protocol.http
	"origin" in f.receiver.checks
}

finding contains {"element": id, "related": [f.to]} if {
	some id, f in input.by_protocol.http
	f.credential_in == "cookie"
	changes(f)
	lists.lacks(f.receiver.checks, "origin")
}
