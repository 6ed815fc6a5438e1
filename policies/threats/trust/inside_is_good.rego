# METADATA
# title: Whoever is inside is believed
# description: >-
#   Two parties live within one boundary, and a flow from one to the other that matters is not authenticated. Nobody has
#   written down why the one should believe the other; being inside counts as proof.
# custom:
#   id: TRU-01
#   pack: full
#   severity: medium
#   scope: flows
#   facts: [authentication, highest.rated]
#   stride: [spoofing, elevation-of-privilege]
#   fear: [integrity, confidentiality]
#   cause: [lack-of-trust]
#   controls: [CCM:IAM-14, CCM:IVS-03, NIST-800-53:IA-3, NIST-800-53:AC-4]
#   attack: [T1199, T1210]
#   capec: [CAPEC-151]
#   cwe: [CWE-306, CWE-346]
#   opens: [speak-as-a-neighbour]
#   effort: medium
#   remediation: >-
#     Authenticate calls between parties as if they came from outside, such as by mutual TLS with names that both know.
#   rationale: >-
#     A boundary says where somebody stands, not who he is; among several parties inside, one is enough to betray all.
#   false_positives: Both operators are one organisation; name one party.
#   message: >-
#     "{from}" and "{to}" belong to different parties inside {args.inside}, and "{element}" is not authenticated
package threats.trust.inside_is_good

strangers(f) if {
	f.sender.operator != f.receiver.operator
	count(common(f)) > 0
}

# common are the boundaries around both ends.
common(f) := [b | some b in f.sender.chain; b in f.receiver.chain]

matters(f) if f.highest.confidentiality >= 3

matters(f) if f.highest.integrity >= 3

matters(f) if f.purpose in {"command", "admin", "update"}

applicable contains id if {
	some id, f in input.flows
	strangers(f)
	perhaps(f)
}

perhaps(f) if matters(f)

perhaps(f) if not f.highest.rated

pass contains id if {
	some id, f in input.flows
	f.authentication != "none"
}

finding contains {"element": id, "related": [f.from, f.to], "args": {"inside": common(f)}} if {
	some id, f in input.flows
	f.authentication == "none"
	strangers(f)
	matters(f)
}
