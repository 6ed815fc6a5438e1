# METADATA
# title: MQTT in clear or without a name
# description: >-
#   A flow speaks MQTT without TLS or without authentication. Anybody on the network reads and writes the messages of
#   everybody.
# custom:
#   id: PRO-01
#   pack: core
#   severity: critical
#   scope: flows
#   protocols: [mqtt]
#   facts: [tls, authentication]
#   stride: [information-disclosure, tampering, spoofing]
#   linddun: [data-disclosure]
#   fear: [confidentiality, integrity]
#   controls: [NIST-800-53:SC-8.1, ETSI-303645:5.5-1, D3FEND:D3-MENCR]
#   attack: [T0842, T0830]
#   capec: [CAPEC-157, CAPEC-94]
#   cwe: [CWE-319, CWE-306]
#   opens: [listen-on-the-line, publish-without-a-name, alter-in-transit, strike-back]
#   effort: medium
#   remediation: Speak MQTT over TLS and demand a credential of each client, also behind the gateway.
#   rationale: >-
#     MQTT itself protects nothing: a topic name is all that a listener needs.
#   message: >-
#     "{element}" speaks MQTT with TLS {tls} and authentication {authentication}
package threats.protocols.mqtt_in_clear

finding contains {"element": id} if {
	some id, f in input.by_protocol.mqtt
	f.tls == "none"
}

finding contains {"element": id} if {
	some id, f in input.by_protocol.mqtt
	f.authentication == "none"
}
