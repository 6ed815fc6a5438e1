# METADATA
# title: Anybody may ask for what matters
# description: >-
#   A service, store or other component answers without asking who calls, and what passes matters; where the flow
#   lists nothing, what the component handles counts. Whoever reaches it may read, change or stop it. Doors (edge,
#   gateway, sign-in) have rules of their own.
# custom:
#   id: GEN-02
#   pack: core
#   severity: high
#   scope: flows
#   facts: [authentication, highest.rated, receiver.handled.rated]
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
	unasked(f)
	rated(f)
	not matters(f)
}

finding contains {"element": id, "related": [f.to]} if {
	some id, f in input.flows
	f.receiver.kind in asked
	not f.protocol == "mqtt"
	f.authentication == "none"
	matters(f)
}

unasked(f) if f.authentication == "none"

unasked(f) if not f.authentication

lists_nothing(f) if count(f.carries) + count(f.returns) == 0

rated(f) if {
	not lists_nothing(f)
	f.highest.rated
}

rated(f) if {
	lists_nothing(f)
	f.receiver.handled.rated
}

# what it hands out, or takes in, is not for everybody
matters(f) if f.highest.confidentiality >= 3

# what callers may write must be right
matters(f) if {
	some asset in f.carries
	input.assets[asset].sensitivity.integrity >= 3
}

matters(f) if {
	lists_nothing(f)
	handles_much(f.receiver.handled)
}

handles_much(highest) if highest.confidentiality >= 3

handles_much(highest) if highest.integrity >= 3

handles_much(highest) if highest.availability >= 4
