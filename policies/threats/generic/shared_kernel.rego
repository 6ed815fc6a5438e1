# METADATA
# title: One kernel under what is reached and what matters
# description: >-
#   On one host, a component that is called from outside and another with data of high confidentiality or integrity
#   share a kernel: neither runs in a machine of its own. A hole in the kernel, or a container with too many rights,
#   leads from the first to the second.
# custom:
#   id: GEN-23
#   pack: full
#   severity: medium
#   scope: components
#   kinds: [host]
#   stride: [elevation-of-privilege]
#   fear: [confidentiality, attack-surface]
#   controls: [CCM:IVS-06, NIST-800-53:SC-39, NIST-800-53:CM-7]
#   attack: [T1611]
#   capec: [CAPEC-480]
#   cwe: [CWE-653, CWE-250]
#   opens: [leave-the-container]
#   effort: medium
#   remediation: >-
#     Run what matters on hosts of its own or in microvms, and take rights, host mounts and the control socket away
#     from containers.
#   rationale: >-
#     Containers share the kernel; it is a large program, and new ways out of it are found every year.
#   message: >-
#     "{element}" runs {related} on the kernel of what is called from outside
package threats.generic.shared_kernel

import data.lib.isolation

# contained are the guests of a host that share its kernel
contained(c) := [id |
	some id in c.runs
	isolation.below(input.components[id].isolation, "vm")
]

reached(id) if "internet" in input.components[id].exposed_to

reached(id) if count(input.components[id].from_outside) > 0

matters(highest) if highest.confidentiality >= 4

matters(highest) if highest.integrity >= 4

unstated(c) := [concat("@", ["isolation", id]) |
	some id in c.runs
	not input.components[id].isolation
]

applicable contains id if {
	some id, c in input.by_kind.host
	count(c.runs) > 1
}

finding contains {"element": id, "related": array.slice(treasures, 0, 10)} if {
	some id, c in input.by_kind.host
	guests := contained(c)
	treasures := [guest | some guest in guests; matters(input.components[guest].highest)]
	count(treasures) > 0
	doors := [guest | some guest in guests; reached(guest)]
	count(doors) > 0
	count({guest | some guest in array.concat(treasures, doors)}) > 1
}

unknown contains {"element": id, "facts": unstated(c)} if {
	some id, c in input.by_kind.host
	count(unstated(c)) > 0
}
