# METADATA
# title: Tenants share a store without a wall between them
# description: >-
#   A store holds data of several tenants, and only the application keeps them apart. One forgotten condition in one
#   query shows a tenant the rows of another.
# custom:
#   id: TEN-03
#   pack: core
#   severity: critical
#   scope: components
#   kinds: [store]
#   facts: [shared, isolation]
#   stride: [information-disclosure, tampering]
#   linddun: [data-disclosure]
#   fear: [confidentiality, integrity]
#   cause: [multi-tenancy]
#   controls: [CCM:IVS-06, CCM:DSP-07, NIST-800-53:SC-4, NIST-800-53:AC-4, OWASP-API:API1]
#   attack: [T1530, T1213]
#   capec: [CAPEC-124]
#   cwe: [CWE-639, CWE-653]
#   opens: [read-foreign-rows, isolation-bug, wrong-permissions]
#   effort: medium
#   remediation: >-
#     Let the store itself separate tenants: a schema, database or bucket for each, or row policies that are bound to
#     the credential, and state isolation as namespace or stronger.
#   rationale: >-
#     A rule that every query must remember is broken by the first query that forgets it; a rule inside the store is
#     not.
#   false_positives: It serves one tenant only; state tenancy as single.
#   message: Tenants share "{element}" without a wall between their data (isolation {isolation})
package threats.tenancy.shared_store

import data.lib.isolation

applicable contains id if {
	some id, c in input.by_kind.store
	not c.shared == false
}

pass contains id if {
	some id, c in input.by_kind.store
	isolation.ranks[c.isolation] >= isolation.ranks.namespace
}

finding contains {"element": id} if {
	some id, c in input.by_kind.store
	c.shared
	isolation.below(c.isolation, "namespace")
}
