# METADATA
# title: One key encrypts the data of several tenants
# description: >-
#   The same key protects what belongs to different tenants. Who may decrypt for one may decrypt for all, and no
#   tenant can leave, or be cut off, by destroying a key.
# custom:
#   id: TEN-04
#   pack: core
#   severity: high
#   scope: keys
#   facts: [tenancy]
#   stride: [information-disclosure]
#   fear: [confidentiality]
#   cause: [multi-tenancy]
#   controls: [CCM:CEK-03, CCM:CEK-11, NIST-800-53:SC-12, NIST-800-53:SC-28.1]
#   cwe: [CWE-653]
#   opens: [decrypt-neighbours-data]
#   effort: medium
#   remediation: Derive or store a key for each tenant, and encrypt each tenant's data with its own.
#   rationale: >-
#     A key is the last wall between tenants when a query, a backup or a disk goes to the wrong place; a shared key is
#     no wall.
#   false_positives: >-
#     The key wraps keys of the tenants and never data; state its tenancy as single and say so in its description.
#   message: >-
#     Key "{element}" is shared by tenants: who can use it can read the data of all of them
package threats.tenancy.shared_key

applicable contains id if {
	some id, k in input.keys
	some component in k.encrypts
	not input.components[component].shared == false
}

applicable contains id if {
	some id, k in input.keys
	k.tenancy == "shared"
}

finding contains {"element": id, "related": k.encrypts} if {
	some id, k in input.keys
	k.tenancy == "shared"
}
