# METADATA
# title: The provider alone writes the access rules
# description: >-
#   Who may do what at a component is laid down and enforced by the provider that also runs it or the house around it.
#   It can grant itself, or anybody, what it likes, and a mistake of its own opens everything.
# custom:
#   id: INS-10
#   pack: full
#   severity: medium
#   scope: components
#   facts: [access_rules_from, handled.rated]
#   stride: [elevation-of-privilege, information-disclosure]
#   fear: [confidentiality, integrity]
#   cause: [loss-of-control]
#   controls: [CCM:IAM-05, CCM:IAM-16, NIST-800-53:AC-3, NIST-800-53:SA-9]
#   attack: [T1098, T1484, T1199]
#   cwe: [CWE-671]
#   opens: [grant-oneself-access]
#   effort: medium
#   remediation: >-
#     Keep the rules in your own hands, signed or enforced in front of the component, and have changes at the provider
#     told to you.
#   rationale: A lock whose owner can change it at any time is the visitor's, not the tenant's.
#   false_positives: You write the rules and the provider only enforces them; name yourself in access_rules_from.
#   message: Access rules of "{element}" are written by {access_rules_from} alone, in whose hands it is anyway
package threats.insider.foreign_access_rules

# where access rules decide much, so that it should be stated who holds them
decides(c) if {
	c.kind in {"bastion", "broker", "control", "edge", "gateway", "identity", "store"}
	c.operates.kind != "customer"
	matters(c)
}

matters(c) if c.kind in {"bastion", "control", "identity"}

matters(c) if c.handled.confidentiality >= 4

matters(c) if c.handled.integrity >= 4

matters(c) if not c.handled.rated

applicable contains id if {
	some id, c in input.components
	c.access_rules_from
}

applicable contains id if {
	some id, c in input.components
	decides(c)
}

# who holds them is all that counts then
pass contains id if {
	some id, c in input.components
	c.access_rules_from
}

finding contains {"element": id, "related": c.access_rules_from} if {
	some id, c in input.components
	count(c.access_rules_from) > 0
	every party in c.access_rules_from {
		party in c.providers
	}
}
