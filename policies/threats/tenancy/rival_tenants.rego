# METADATA
# title: Rivals share a machine
# description: >-
#   Two tenants lie on one host although one of them names the other as a rival. A competitor next door has both the
#   motive and the position to look.
# custom:
#   id: TEN-02
#   pack: full
#   severity: high
#   scope: components
#   kinds: [host]
#   stride: [information-disclosure]
#   fear: [confidentiality, attack-surface]
#   cause: [multi-tenancy]
#   controls: [CCM:IVS-06, NIST-800-53:SC-4]
#   capec: [CAPEC-124]
#   cwe: [CWE-653]
#   opens: [rival-watches-neighbour]
#   effort: medium
#   remediation: Place the rivals on different hosts, and have the provider promise it.
#   rationale: Conflict of interest turns a neighbour into an attacker who is already half-way there.
#   message: >-
#     Tenants that are rivals share "{element}": {related}
package threats.tenancy.rival_tenants

applicable contains id if {
	some id, h in input.by_kind.host
	count(h.tenants) > 1
	some tenant in h.tenants
	input.boundaries[tenant].rivals
}

finding contains {"element": id, "related": [tenant, rival]} if {
	some id, h in input.by_kind.host
	some tenant in h.tenants
	some rival in input.boundaries[tenant].rivals
	rival in h.tenants
}
