# METADATA
# title: The provider holds both the data and the key
# description: >-
#   Data of high confidentiality lies with a provider who also keeps the key that encrypts it, or it is not encrypted
#   at all. An administrator of the provider, or whoever takes over his rights, reads it.
# custom:
#   id: INS-01
#   pack: core
#   severity: high
#   scope: components
#   facts: [operates.kind, key.custodian, highest.rated]
#   stride: [information-disclosure]
#   linddun: [data-disclosure]
#   fear: [confidentiality, privacy]
#   cause: [loss-of-control, lack-of-trust]
#   controls: [CCM:CEK-08, NIST-800-53:SC-12, NIST-800-53:SC-28.1]
#   attack: [T1530, T1199]
#   cwe: [CWE-522, CWE-653]
#   opens: [insider-reads-data]
#   effort: medium
#   remediation: Encrypt with a key whose custodian is you or somebody independent of the operator.
#   rationale: >-
#     Encryption protects from those who do not have the key; an operator who has it is protected from, not against.
#   false_positives: >-
#     The operator holds the key in a module that releases it only with your approval; name yourself as the custodian.
#   message: >-
#     "{element}" holds data of confidentiality {highest.confidentiality}, and its operator "{operator}" can read them
#     without you
package threats.insider.key_and_data

applicable contains id if {
	some id, c in input.components
	holds_data(c)
	matters(c)
	not c.operates.kind == "customer"
}

holds_data(c) if not c.kind in {"person", "client", "device", "host"}

# matters holds unless every asset there is rated and none is high.
matters(c) if c.highest.confidentiality >= 4

matters(c) if not c.highest.rated

pass contains id if {
	some id, c in input.components
	c.key.custodian != c.operator
	not c.encryption.at_rest == false
}

finding contains {"element": id, "related": [c.encryption.key]} if {
	some id, c in input.components
	c.highest.confidentiality >= 4
	c.operates.kind != "customer"
	c.key.custodian == c.operator
}

finding contains {"element": id} if {
	some id, c in input.components
	c.highest.confidentiality >= 4
	c.operates.kind != "customer"
	c.encryption.at_rest == false
}
