# METADATA
# title: An asset lies nowhere
# description: >-
#   An asset lies at no component and no flow carries it, so no other rule can say anything about it. Either the
#   model is not complete, or the asset is not needed.
# custom:
#   id: GEN-27
#   pack: full
#   severity: low
#   scope: assets
#   stride: [information-disclosure]
#   fear: [confidentiality]
#   controls: [CCM:DSP-03, CCM:DSP-05, NIST-800-53:CM-8]
#   cwe: [CWE-1059]
#   opens: [use-what-nobody-drew]
#   effort: low
#   remediation: >-
#     Say where the asset lies and which flows carry it, or remove it.
#   rationale: >-
#     What is not drawn is not judged, and silence reads like safety.
#   message: >-
#     "{element}" lies at no component, and no flow carries it
package threats.generic.asset_nowhere

finding contains {"element": id} if {
	some id, a in input.assets
	count(a.passes) == 0
}
