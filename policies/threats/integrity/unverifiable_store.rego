# METADATA
# title: Nobody but the provider can tell whether stored data was changed
# description: >-
#   Data whose integrity matters lies with a provider, and nothing that you hold (a signature, the head of a hash chain,
#   a second copy elsewhere) would show you a change. You read what the provider gives you and have to believe it.
# custom:
#   id: INT-01
#   pack: full
#   severity: medium
#   scope: components
#   kinds: [store, log]
#   facts: [operates.kind, verifiable, highest.rated]
#   stride: [tampering]
#   fear: [integrity, auditability]
#   cause: [lack-of-trust, loss-of-control]
#   controls: [CCM:DSP-07, NIST-800-53:SI-7, NIST-800-53:SI-7.1]
#   attack: [T1199]
#   cwe: [CWE-353, CWE-345]
#   opens: [insider-alters-stored-data]
#   effort: medium
#   remediation: >-
#     Sign records where they arise, or keep the head of a hash chain or a copy outside the provider, and compare now
#     and then.
#   rationale: A check that the keeper of the data makes about itself proves nothing to its owner.
#   false_positives: >-
#     Records are signed by those who write them and checked by those who read them; state verifiable as signature.
#   message: >-
#     "{element}" keeps data of integrity {highest.integrity} at "{operator}", and you cannot check it yourself
package threats.integrity.unverifiable_store

applicable contains id if {
	some kind in ["store", "log"]
	some id, c in input.by_kind[kind]
	not c.operates.kind == "customer"
	matters(c)
}

matters(c) if c.highest.integrity >= 4

matters(c) if not c.highest.rated

pass contains id if {
	some kind in ["store", "log"]
	some id, c in input.by_kind[kind]
	c.verifiable != "none"
}

finding contains {"element": id, "related": [c.operator]} if {
	some kind in ["store", "log"]
	some id, c in input.by_kind[kind]
	c.operates.kind != "customer"
	c.highest.integrity >= 4
	c.verifiable == "none"
}
