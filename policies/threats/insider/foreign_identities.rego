# METADATA
# title: The provider alone holds the identities
# description: >-
#   Who may sign in to a component, and with what, is kept by the provider that also runs it or the house around it. It
#   can make an identity, or become one, without anybody else having a say.
# custom:
#   id: INS-09
#   pack: full
#   severity: medium
#   scope: components
#   facts: [identity_from, handled.rated]
#   stride: [spoofing, elevation-of-privilege]
#   fear: [confidentiality, integrity]
#   cause: [loss-of-control]
#   controls: [CCM:IAM-03, CCM:IAM-11, NIST-800-53:AC-2, NIST-800-53:IA-4]
#   attack: [T1098, T1078.004, T1199]
#   cwe: [CWE-671]
#   opens: [make-an-identity]
#   effort: medium
#   remediation: >-
#     Let people and programs sign in through an identity service that you or an independent party hold, and have the
#     provider trust that one.
#   rationale: Who keeps the list of names decides who is who.
#   false_positives: You hold the identities and the provider only checks signatures; name yourself in identity_from.
#   message: Identities of "{element}" are held by {identity_from} alone, in whose hands it is anyway
package threats.insider.foreign_identities

# where identities decide much, so that it should be stated who holds them
decides(c) if {
	c.kind in {"bastion", "control", "edge", "gateway", "identity"}
	c.operates.kind != "customer"
	matters(c)
}

matters(c) if c.kind in {"bastion", "control", "identity"}

matters(c) if c.handled.confidentiality >= 4

matters(c) if c.handled.integrity >= 4

matters(c) if not c.handled.rated

applicable contains id if {
	some id, c in input.components
	c.identity_from
}

applicable contains id if {
	some id, c in input.components
	decides(c)
}

# who holds them is all that counts then
pass contains id if {
	some id, c in input.components
	c.identity_from
}

finding contains {"element": id, "related": c.identity_from} if {
	some id, c in input.components
	count(c.identity_from) > 0
	every party in c.identity_from {
		party in c.providers
	}
}
