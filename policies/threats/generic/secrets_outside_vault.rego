# METADATA
# title: Secrets lie outside a vault
# description: >-
#   A credential lies with code, builds or a service instead of in a vault. It is copied with every checkout, image
#   and backup, and nobody knows who has it.
# custom:
#   id: GEN-11
#   pack: full
#   severity: medium
#   scope: assets
#   facts: [holds]
#   stride: [information-disclosure, elevation-of-privilege]
#   fear: [confidentiality]
#   controls: [CCM:CEK-08, CCM:IAM-14, NIST-800-53:IA-5, NIST-800-53:SC-12]
#   attack: [T1552.001, T1552]
#   capec: [CAPEC-560]
#   cwe: [CWE-522, CWE-798]
#   opens: [find-secret-in-code]
#   effort: medium
#   remediation: >-
#     Move the credential into a vault that hands it out for a short time and writes down to whom, and replace it:
#     it counts as known.
#   rationale: >-
#     A secret in a repository is a secret of everybody who ever had a copy of it.
#   message: >-
#     Credential "{element}" lies at {related}, outside any vault
package threats.generic.secrets_outside_vault

# accounts of users lie in stores and at whoever checks them, sessions in caches, keys of devices in devices
misplaced := {"pipeline", "service", "host", "broker", "external"}

places(a) := [at | some at in a.at; input.components[at].kind in misplaced]

applicable contains id if {
	some id, a in input.assets
	count(places(a)) > 0
}

finding contains {"element": id, "related": where} if {
	some id, a in input.assets
	"credential" in a.holds
	where := places(a)
	count(where) > 0
}
