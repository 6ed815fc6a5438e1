# METADATA
# title: One machine undoes a boundary
# description: >-
#   Components of different boundaries run on one host, one of them with data of high confidentiality or integrity,
#   and a weaker isolation than microvm between them. The drawn wall between them is then only as strong as the
#   hypervisor or kernel.
# custom:
#   id: GEN-22
#   pack: full
#   severity: medium
#   scope: components
#   kinds: [host]
#   stride: [elevation-of-privilege, information-disclosure]
#   fear: [confidentiality, attack-surface]
#   controls: [CCM:IVS-06, NIST-800-53:SC-39, NIST-800-53:SC-7.21, NIST-800-53:SC-2]
#   attack: [T1611]
#   capec: [CAPEC-480]
#   cwe: [CWE-653]
#   opens: [break-out-to-the-neighbour]
#   effort: medium
#   remediation: >-
#     Give components of different boundaries hosts of their own, or isolate them by hardware (a microvm, a
#     confidential or dedicated machine).
#   rationale: >-
#     Whoever breaks out of one machine is in all others of the same host, whatever the network plan says.
#   message: >-
#     "{element}" runs components of several boundaries, and only software keeps {related} apart from them
package threats.generic.mixed_host

import data.lib.isolation

guests(c) := [id | some id in c.runs; input.components[id].inside]

high(c) := [id |
	some id in guests(c)
	matters(input.components[id].highest)
]

weak(c) := [id |
	some id in guests(c)
	isolation.below(input.components[id].isolation, "microvm")
]

unstated(c) := [concat("@", ["isolation", id]) |
	some id in guests(c)
	not input.components[id].isolation
]

matters(highest) if highest.confidentiality >= 4

matters(highest) if highest.integrity >= 4

places(ids) := {input.components[id].inside | some id in ids}

applicable contains id if {
	some id, c in input.by_kind.host
	count(places(guests(c))) > 1
	count(high(c)) > 0
}

finding contains {"element": id, "related": array.slice(treasures, 0, 10)} if {
	some id, c in input.by_kind.host
	treasures := high(c)
	count(treasures) > 0
	doubtful := weak(c)
	count(doubtful) > 0
	count(places(treasures) | places(doubtful)) > 1
}

unknown contains {"element": id, "facts": unstated(c)} if {
	some id, c in input.by_kind.host
	count(unstated(c)) > 0
}
