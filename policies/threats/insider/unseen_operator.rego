# METADATA
# title: Nobody outside the provider sees what its administrators do
# description: >-
#   The actions of an administrator at the provider are recorded for the provider alone, or not at all. The customer
#   learns of a theft from the newspaper.
# custom:
#   id: INS-04
#   pack: core
#   severity: medium
#   scope: roles
#   facts: [holder.kind, may, recorded_for]
#   stride: [repudiation]
#   fear: [auditability, confidentiality]
#   cause: [loss-of-control, lack-of-trust]
#   controls: [CCM:LOG-04, NIST-800-53:AU-12, NIST-800-53:AC-6.9, ISO-27017:CLD.12.4.5]
#   attack: [T1199]
#   cwe: [CWE-778]
#   opens: [insider-acts-unseen]
#   effort: medium
#   remediation: Have the record of privileged work at the provider delivered to you, as it happens.
#   rationale: Being watched deters, and a record that one side keeps for itself proves nothing to the other.
#   message: What "{element}" of "{party}" does is recorded for {recorded_for}, not for the customer
package threats.insider.unseen_operator

import data.lib.lists

applicable contains id if {
	some id, r in input.roles
	not r.holder.kind == "customer"
	not powerless(r)
}

powerless(r) if lists.lacks(r.may, "administer")

pass contains id if {
	some id, r in input.roles
	r.recorded_for == "customer"
}

finding contains {"element": id, "related": [r.party]} if {
	some id, r in input.roles
	r.holder.kind != "customer"
	"administer" in r.may
	r.recorded_for != "customer"
}
