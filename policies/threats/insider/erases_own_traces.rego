# METADATA
# title: One role may administer and erase the logs about it
# description: >-
#   Whoever holds this role can do anything and afterwards remove the record of it. Neither a crime nor an accident
#   can be reconstructed.
# custom:
#   id: INS-03
#   pack: core
#   severity: critical
#   scope: roles
#   facts: [may]
#   stride: [repudiation, tampering]
#   fear: [auditability]
#   controls: [CCM:IAM-04, CCM:IAM-12, NIST-800-53:AC-5, NIST-800-53:AU-9, NIST-800-53:AU-9.4]
#   attack: [T1562.008, T1070]
#   capec: [CAPEC-268]
#   cwe: [CWE-267]
#   opens: [erase-own-traces, erase-traces]
#   effort: low
#   remediation: Take the right to erase logs away from administrators, and give it to nobody who is recorded in them.
#   rationale: >-
#     Separation of duties is what makes a log evidence: those who act must not be those who keep the record.
#   message: >-
#     "{element}" may administer and also erase the logs that record it
package threats.insider.erases_own_traces

import data.lib.lists

applicable contains id if {
	some id, r in input.roles
	not harmless(r)
}

harmless(r) if lists.lacks(r.may, "administer")

finding contains {"element": id} if {
	some id, r in input.roles
	"administer" in r.may
	"erase-logs" in r.may
}
