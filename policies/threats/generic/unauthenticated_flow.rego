# METADATA
# title: Anybody may ask for what matters
# description: >-
#   A service, store or other component answers without asking who calls, and what it handles matters. Whoever reaches
#   it may read, change or stop it. Doors (edge, gateway, sign-in) have rules of their own.
# custom:
#   id: GEN-02
#   pack: core
#   severity: high
#   scope: flows
#   facts: [authentication, receiver.handled.rated]
#   stride: [spoofing, elevation-of-privilege, information-disclosure]
#   fear: [confidentiality, integrity]
#   controls: [CCM:IAM-14, CCM:IAM-16, NIST-800-53:IA-2, NIST-800-53:AC-14]
#   attack: [T1190, T1133]
#   capec: [CAPEC-115]
#   cwe: [CWE-306]
#   opens: [call-without-a-name]
#   effort: medium
#   remediation: >-
#     Demand a credential of every caller: mutual TLS or tokens between programs, a second factor for people.
#   rationale: >-
#     A wall around the network stops those outside and nobody who got in; each component must know whom it answers.
#   message: >-
#     "{to}" answers "{element}" without authentication
package threats.generic.unauthenticated_flow

asked := {"service", "store", "broker", "cache", "log", "control", "vault", "pipeline", "host"}

applicable contains id if {
	some id, f in input.flows
	f.receiver.kind in asked
	not f.protocol == "mqtt"
}

pass contains id if {
	some id, f in input.flows
	f.authentication != "none"
}

pass contains id if {
	some id, f in input.flows
	f.receiver.handled.rated
	not matters(f.receiver.handled)
}

finding contains {"element": id, "related": [f.to]} if {
	some id, f in input.flows
	f.receiver.kind in asked
	not f.protocol == "mqtt"
	f.authentication == "none"
	matters(f.receiver.handled)
}

matters(highest) if highest.confidentiality >= 3

matters(highest) if highest.integrity >= 3

matters(highest) if highest.availability >= 4
