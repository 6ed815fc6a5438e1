# METADATA
# title: Storage is not wiped before it is used again
# description: >-
#   What several tenants use in turn, or a rented host, goes to the next one, or out of the building, without being wiped.
#   The next one may read what the last one left.
# custom:
#   id: TEN-08
#   pack: full
#   status: preview
#   severity: medium
#   scope: components
#   facts: [shared, wiped]
#   stride: [information-disclosure]
#   linddun: [data-disclosure]
#   fear: [confidentiality, legal]
#   cause: [multi-tenancy, loss-of-control]
#   controls: [CCM:DSP-02, CCM:DSP-16, NIST-800-53:MP-6, NIST-800-53:SC-4, ISO-27017:CLD.8.1.5]
#   capec: [CAPEC-546, CAPEC-37]
#   cwe: [CWE-226, CWE-212]
#   opens: [read-leftover-data]
#   effort: medium
#   remediation: >-
#     Wipe or crypto-erase disks and memory before they are reused or leave, and have the provider confirm it.
#   rationale: >-
#     Deleting removes the name and leaves the data; encryption with a key of one's own that is destroyed is the cheap
#     way to wipe what others run.
#   false_positives: >-
#     Everything on it is encrypted with a key that the tenant alone holds and destroys; state wiped as yes.
#   message: >-
#     "{element}" is not wiped before somebody else uses it
package threats.tenancy.not_wiped

# holders keep data, so whether tenants share them matters even if nobody has said.
holders := ["store", "cache", "broker", "log"]

reused contains id if {
	some id, c in input.by_kind.host
	not c.operates.kind == "customer" # nobody else gets it then
}

reused contains id if {
	some id, c in input.components
	c.shared
}

undecided contains id if {
	some kind in holders
	some id, c in input.by_kind[kind]
	not c.shared == true
	not c.shared == false
}

applicable contains id if {
	some id in (reused | undecided)
}

finding contains {"element": id} if {
	some id in reused
	input.components[id].wiped == false
}

unknown contains {"element": id, "facts": ["wiped"]} if {
	some id in (reused | undecided)
	not input.components[id].wiped == true
	not input.components[id].wiped == false
}

unknown contains {"element": id, "facts": ["tenancy"]} if {
	some id in undecided
	not input.components[id].wiped == true
}
