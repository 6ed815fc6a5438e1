# METADATA
# title: The provider's insider can look into the running program
# description: >-
#   The model names an insider at the provider, and a component inside the provider works on data of high
#   confidentiality without confidential computing. While data is used it is in clear in memory, and who runs the
#   machine can read it.
# custom:
#   id: INS-05
#   pack: full
#   severity: high
#   scope: components
#   facts: [isolation, highest.rated]
#   stride: [information-disclosure]
#   linddun: [data-disclosure]
#   fear: [confidentiality, privacy]
#   cause: [lack-of-trust, loss-of-control]
#   controls: [NIST-800-53:SC-39, NIST-CSF:PR.DS-10]
#   attack: [T1199]
#   cwe: [CWE-653]
#   opens: [insider-reads-memory]
#   effort: high
#   remediation: >-
#     Run the part that sees the data in a confidential machine whose attestation you check, or keep that part at
#     home.
#   rationale: Encryption at rest and in transit ends where computing begins.
#   message: >-
#     Insiders at the provider ({related}) can look into "{element}", which works on data of confidentiality
#     {highest.confidentiality}
package threats.insider.data_in_use

applicable contains id if {
	some id, c in input.components
	count(c.insiders) > 0
	works_on_data(c)
	matters(c)
}

works_on_data(c) if not c.kind in {"person", "client", "device", "host"}

matters(c) if c.highest.confidentiality >= 4

matters(c) if not c.highest.rated

pass contains id if {
	some id, c in input.components
	c.isolation == "confidential"
}

finding contains {"element": id, "related": c.insiders} if {
	some id, c in input.components
	count(c.insiders) > 0
	works_on_data(c)
	c.highest.confidentiality >= 4
	c.isolation != "confidential"
}
