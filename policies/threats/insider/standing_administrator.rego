# METADATA
# title: An administrator at the provider needs nobody's approval
# description: >-
#   A role of the provider may administer your system at any time, or after asking only colleagues. A malicious or
#   deceived administrator meets nobody who could say no.
# custom:
#   id: INS-02
#   pack: core
#   severity: high
#   scope: roles
#   facts: [holder.kind, may, granted]
#   stride: [elevation-of-privilege, information-disclosure, tampering]
#   fear: [confidentiality, integrity]
#   cause: [loss-of-control, lack-of-trust]
#   controls: [CCM:IAM-11, CCM:IAM-10, NIST-800-53:AC-6, NIST-800-53:AC-6.5]
#   attack: [T1078.004, T1199, T1651]
#   capec: [CAPEC-122]
#   cwe: [CWE-250, CWE-269]
#   opens: [insider-uses-standing-access]
#   effort: medium
#   remediation: Have the provider grant privileged work only after your approval, for a task and for a limited time.
#   rationale: >-
#     Standing rights are used by whoever steals, buys or abuses them; rights that somebody else must grant for each
#     task are not lying around.
#   message: >-
#     "{element}" of "{party}" may administer, and its rights are granted {granted}, without your approval
package threats.insider.standing_administrator

import data.lib.lists

applicable contains id if {
	some id, r in input.roles
	not r.holder.kind == "customer"
	not powerless(r)
}

powerless(r) if lists.lacks(r.may, "administer")

pass contains id if {
	some id, r in input.roles
	r.granted in {"customer-approved", "break-glass"}
}

finding contains {"element": id, "related": [r.party]} if {
	some id, r in input.roles
	r.holder.kind != "customer"
	"administer" in r.may
	r.granted in {"standing", "on-request"}
}
