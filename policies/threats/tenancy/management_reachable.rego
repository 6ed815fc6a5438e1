# METADATA
# title: Tenants reach the management plane
# description: >-
#   A way of flows leads from inside a tenant, or from what is exposed to a tenant, to a component that controls the
#   cloud, and no bastion stands on it. A tenant's broken program is then one step away from controlling all tenants.
# custom:
#   id: TEN-07
#   pack: core
#   severity: critical
#   scope: components
#   kinds: [control]
#   stride: [elevation-of-privilege]
#   fear: [attack-surface, confidentiality, integrity]
#   cause: [multi-tenancy]
#   controls: [CCM:IVS-03, NIST-800-53:SC-2, NIST-800-53:SC-7]
#   attack: [T1651, T1538]
#   capec: [CAPEC-122]
#   cwe: [CWE-653, CWE-923]
#   opens: [reach-control-plane]
#   effort: high
#   remediation: >-
#     Separate the management network from the tenants', and lead every administrator through a bastion with strong
#     authentication.
#   rationale: Who controls the control plane controls every tenant, so nothing that a tenant can break may touch it.
#   false_positives: A control component that belongs to the tenant alone; draw it inside the tenant's boundary.
#   message: >-
#     Tenants reach "{element}" without a bastion: {related}
package threats.tenancy.management_reachable

finding contains {"element": id, "related": [place]} if {
	some id, c in input.by_kind.control
	some place in c.reached_from
	input.boundaries[place].kind == "tenant"
	not place in c.tenants
}
