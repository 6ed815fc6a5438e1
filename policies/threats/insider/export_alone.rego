# METADATA
# title: One person can carry the data away
# description: >-
#   A role may export data, snapshots or backups, and a single person is enough to do it. Copying a whole machine or a
#   whole store then takes one bad decision.
# custom:
#   id: INS-06
#   pack: core
#   severity: high
#   scope: roles
#   facts: [may, approvals]
#   stride: [information-disclosure]
#   linddun: [data-disclosure]
#   fear: [confidentiality]
#   controls: [CCM:IAM-04, NIST-800-53:AC-5, NIST-800-53:AC-6]
#   attack: [T1537, T1578]
#   capec: [CAPEC-122]
#   cwe: [CWE-267]
#   opens: [export-snapshot, export-alone]
#   effort: low
#   remediation: Demand a second person for exports, snapshots and copies of backups, and alert on them.
#   rationale: >-
#     Bulk copies are rare in honest work and central in theft, so a second pair of eyes costs little there and stops
#     much.
#   message: >-
#     "{element}" may export data with {approvals} person deciding
package threats.insider.export_alone

import data.lib.lists

applicable contains id if {
	some id, r in input.roles
	not powerless(r)
}

powerless(r) if lists.lacks(r.may, "export")

pass contains id if {
	some id, r in input.roles
	r.approvals >= 2
}

finding contains {"element": id} if {
	some id, r in input.roles
	"export" in r.may
	r.approvals < 2
}
