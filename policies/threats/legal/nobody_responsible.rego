# METADATA
# title: A measure is nobody's work
# description: >-
#   A measure counts as done or planned, and the model does not say who does it: you, the provider or a third party.
#   Each side takes it for the other's, and in the end nobody does it.
# custom:
#   id: LEG-03
#   pack: full
#   severity: medium
#   scope: mitigations
#   facts: [responsible]
#   stride: [repudiation]
#   linddun: [non-compliance]
#   fear: [legal]
#   controls: [CCM:STA-04, CCM:STA-09, NIST-800-53:SA-9, ISO-27017:CLD.6.3.1, NIST-CSF:GV.SC-04]
#   cwe: [CWE-1059]
#   opens: [fall-between-two-chairs]
#   effort: low
#   remediation: Name who does it, and have it in the contract where that is the provider.
#   rationale: >-
#     Shared responsibility is split responsibility: what is written down for neither side is done by neither.
#   message: Nobody is responsible for "{element}", which is {status}
package threats.legal.nobody_responsible

applicable contains id if {
	some id, m in input.mitigations
	not m.status == "proposed"
}

finding contains {"element": id} if {
	some id, m in input.mitigations
	m.status in {"implemented", "planned"}
	not m.responsible
}
