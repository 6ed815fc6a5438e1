# METADATA
# title: Tenants share a machine with weak isolation
# description: >-
#   Machines of different tenants run on one host, kept apart by less than a machine of their own kernel and small
#   attack surface (microvm), and what they hold or handle is of high confidentiality. A break-out, or a spy on caches
#   and timing, reaches the neighbour.
# custom:
#   id: TEN-01
#   pack: core
#   severity: high
#   scope: components
#   kinds: [host]
#   facts: [shared, isolation, handled.rated]
#   stride: [information-disclosure, elevation-of-privilege]
#   fear: [confidentiality, attack-surface]
#   cause: [multi-tenancy]
#   controls: [CCM:IVS-06, NIST-800-53:SC-39, NIST-800-53:SC-4, ISO-27017:CLD.9.5.1]
#   attack: [T1611]
#   capec: [CAPEC-480]
#   cwe: [CWE-653]
#   opens: [escape-to-host, watch-neighbour]
#   effort: high
#   remediation: >-
#     Move the sensitive part to a host of its own (isolation dedicated), or isolate it at least as a microvm.
#   rationale: >-
#     Whoever shares a machine shares its hypervisor or kernel, its caches and its clock; the weaker the wall, the
#     more of the neighbour can be seen or reached.
#   false_positives: Everything on the host belongs to one tenant after all; state tenancy as single.
#   message: >-
#     Tenants share "{element}" (isolation {isolation}), and data of confidentiality {handled.confidentiality} is on
#     it
package threats.tenancy.shared_host

import data.lib.isolation

applicable contains id if {
	some id, h in input.by_kind.host
	not h.shared == false
}

pass contains id if {
	some id, h in input.by_kind.host
	isolation.ranks[h.isolation] >= isolation.ranks.microvm
}

pass contains id if {
	some id, h in input.by_kind.host
	h.handled.rated
	h.handled.confidentiality < 4
}

finding contains {"element": id, "related": h.tenants} if {
	some id, h in input.by_kind.host
	h.shared
	isolation.below(h.isolation, "microvm")
	h.handled.confidentiality >= 4
}
