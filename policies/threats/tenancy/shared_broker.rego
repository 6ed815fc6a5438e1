# METADATA
# title: Tenants share a broker or cache without a namespace
# description: >-
#   A broker or cache serves several tenants, and their topics, queues or keys lie in one space. A guessed name is
#   enough to read or poison what belongs to another tenant.
# custom:
#   id: TEN-06
#   pack: core
#   severity: high
#   scope: components
#   kinds: [broker, cache]
#   facts: [shared, isolation]
#   stride: [information-disclosure, tampering]
#   linddun: [data-disclosure]
#   fear: [confidentiality, integrity]
#   cause: [multi-tenancy]
#   controls: [CCM:IVS-06, NIST-800-53:SC-4, NIST-800-53:AC-4]
#   capec: [CAPEC-124]
#   cwe: [CWE-653, CWE-668]
#   opens: [read-foreign-topic, isolation-bug, wrong-permissions]
#   effort: medium
#   remediation: >-
#     Give each tenant a namespace (virtual host, key prefix that the server enforces, instance) and bind credentials
#     to it.
#   rationale: Names in one common space are agreements between polite neighbours, not walls.
#   false_positives: It serves one tenant only; state tenancy as single.
#   message: Tenants share "{element}" without a namespace of their own (isolation {isolation})
package threats.tenancy.shared_broker

import data.lib.isolation

applicable contains id if {
	some kind in ["broker", "cache"]
	some id, c in input.by_kind[kind]
	not c.shared == false
}

pass contains id if {
	some kind in ["broker", "cache"]
	some id, c in input.by_kind[kind]
	isolation.ranks[c.isolation] >= isolation.ranks.namespace
}

finding contains {"element": id} if {
	some kind in ["broker", "cache"]
	some id, c in input.by_kind[kind]
	c.shared
	isolation.below(c.isolation, "namespace")
}
