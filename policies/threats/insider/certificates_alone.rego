# METADATA
# title: One person can issue certificates
# description: >-
#   A role may issue certificates, and a single person is enough. Whoever bribes, deceives or is that person can make
#   identities for devices and services that do not exist.
# custom:
#   id: INS-07
#   pack: full
#   status: preview
#   severity: high
#   scope: roles
#   facts: [may, approvals]
#   stride: [spoofing]
#   fear: [integrity]
#   controls: [CCM:CEK-02, NIST-800-53:AC-5, NIST-800-53:SC-17]
#   attack: [T1649]
#   capec: [CAPEC-459]
#   cwe: [CWE-654]
#   opens: [issue-false-certificate]
#   effort: low
#   remediation: >-
#     Demand that two people agree before a certificate is signed by hand, and let routine certificates be issued by a
#     service with narrow rules.
#   rationale: An authority is trusted by everybody, so its mistakes and betrayals reach everybody.
#   message: >-
#     "{element}" may issue certificates with {approvals} person deciding
package threats.insider.certificates_alone

import data.lib.lists

applicable contains id if {
	some id, r in input.roles
	not powerless(r)
}

powerless(r) if lists.lacks(r.may, "issue-certificates")

pass contains id if {
	some id, r in input.roles
	r.approvals >= 2
}

finding contains {"element": id} if {
	some id, r in input.roles
	"issue-certificates" in r.may
	r.approvals < 2
}
