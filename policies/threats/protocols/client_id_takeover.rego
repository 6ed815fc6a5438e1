# METADATA
# title: Anybody can take over an MQTT session
# description: >-
#   The broker or edge accepts a client id without comparing it with the credential. Who connects with the id of
#   another ends its session and receives its messages.
# custom:
#   id: PRO-04
#   pack: full
#   severity: high
#   scope: components
#   kinds: [edge, broker]
#   facts: [checks]
#   stride: [spoofing, denial-of-service]
#   fear: [integrity, availability]
#   controls: [NIST-800-53:SC-23]
#   attack: [T0859]
#   capec: [CAPEC-593]
#   cwe: [CWE-384, CWE-290]
#   opens: [take-over-session]
#   effort: low
#   remediation: Derive the client id from the credential, or compare both and list client-id among the checks.
#   rationale: The client id is a name that the client chooses; only the credential says whether it is his.
#   message: >-
#     "{element}" accepts MQTT client ids without comparing them with the credential
package threats.protocols.client_id_takeover

import data.lib.lists

applicable contains f.to if {
	some f in input.by_protocol.mqtt
	f.receiver.kind in {"edge", "broker"}
}

finding contains {"element": f.to} if {
	some f in input.by_protocol.mqtt
	f.receiver.kind in {"edge", "broker"}
	lists.lacks(f.receiver.checks, "client-id")
}
