# METADATA
# title: A queue protocol sends passwords in clear
# description: >-
#   A flow speaks AMQP or XMPP without TLS, with a password or with nothing. The password, and every message, can be
#   read on the way.
# custom:
#   id: PRO-05
#   pack: full
#   severity: high
#   scope: flows
#   protocols: [amqp, xmpp]
#   facts: [tls, authentication]
#   stride: [spoofing, information-disclosure]
#   fear: [confidentiality, integrity]
#   controls: [NIST-800-53:IA-5, NIST-800-53:SC-8]
#   attack: [T1040]
#   capec: [CAPEC-158, CAPEC-102]
#   cwe: [CWE-319, CWE-522]
#   opens: [read-password-on-the-line]
#   effort: low
#   remediation: Switch TLS on, and prefer certificates or tokens to passwords.
#   rationale: PLAIN means what it says.
#   message: >-
#     "{element}" speaks {protocol} without TLS, with authentication {authentication}
package threats.protocols.sasl_in_clear

pass contains id if {
	some id, f in input.flows
	f.tls != "none"
}

pass contains id if {
	some id, f in input.flows
	f.authentication in {"token", "mutual-tls", "psk", "mfa"}
}

finding contains {"element": id} if {
	some protocol in ["amqp", "xmpp"]
	some id, f in input.by_protocol[protocol]
	f.tls == "none"
	f.authentication in {"password", "none"}
}
