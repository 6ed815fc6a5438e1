# METADATA
# title: Sensitive data lies next to what the internet reaches
# description: >-
#   A store with data of high confidentiality or integrity lies in the same innermost boundary as a component that the
#   internet can reach. Whoever takes that over is already at the store.
# custom:
#   id: GEN-06
#   pack: core
#   severity: medium
#   scope: components
#   kinds: [store, vault, identity]
#   facts: [highest.rated]
#   stride: [elevation-of-privilege, information-disclosure]
#   fear: [attack-surface, confidentiality]
#   controls: [CCM:IVS-06, CCM:IVS-03, NIST-800-53:SC-7, NIST-800-53:AC-4, NIST-800-53:SC-7.21, D3FEND:D3-NI]
#   capec: [CAPEC-1]
#   cwe: [CWE-653]
#   opens: [move-on-from-exposed-component]
#   effort: medium
#   remediation: Put the store into a boundary of its own, and list who may cross it.
#   rationale: A boundary inside slows down those who have passed the one outside.
#   message: >-
#     "{element}" lies in "{inside}", where the internet reaches {related}
package threats.generic.no_segmentation

kept := ["store", "vault", "identity"]

# reached holds where the internet reaches a component of the same boundary, other than itself.
reached(c) if {
	not "internet" in c.exposed_to
	count(input.boundaries[c.inside].exposed) > 0
}

reached(c) if count(input.boundaries[c.inside].exposed) > 1

# some_others names a few of them, so that a crowded boundary costs no more than a small one.
some_others(c, id) := [other | some other in array.slice(input.boundaries[c.inside].exposed, 0, 10); other != id]

applicable contains id if {
	some kind in kept
	some id, c in input.by_kind[kind]
	reached(c)
}

pass contains id if {
	some kind in kept
	some id, c in input.by_kind[kind]
	c.highest.rated
	not matters(c.highest)
}

finding contains {"element": id, "related": some_others(c, id)} if {
	some kind in kept
	some id, c in input.by_kind[kind]
	matters(c.highest)
	reached(c)
}

matters(highest) if highest.confidentiality >= 4

matters(highest) if highest.integrity >= 4
