# METADATA
# title: An exposed edge boots anything or shows its disk
# description: >-
#   A gateway or edge stands where strangers can open it, and it starts software that nobody signed or keeps its disk
#   in clear. Keys, data and code are there for the taking, and may be changed unseen.
# custom:
#   id: EDG-05
#   pack: core
#   severity: high
#   scope: components
#   kinds: [edge, gateway]
#   facts: [physically_exposed, secure_boot, encryption.at_rest]
#   stride: [tampering, information-disclosure]
#   fear: [integrity, confidentiality]
#   controls: [NIST-800-53:PE-3, NIST-800-53:SI-7, NIST-800-53:SC-28.1, D3FEND:D3-TBI, D3FEND:D3-DENCR]
#   attack: [T0857]
#   capec: [CAPEC-401, CAPEC-507]
#   cwe: [CWE-1326, CWE-1263]
#   opens: [read-disk-of-edge, boot-own-software]
#   effort: high
#   remediation: Switch secure boot on, encrypt the disk, and bind its key to the measured start.
#   rationale: Physical access beats every software control that does not begin in hardware.
#   false_positives: It stands behind a locked door; state physically_exposed as no.
#   message: >-
#     Strangers can open "{element}": secure boot {secure_boot}, encryption at rest {encryption.at_rest}
package threats.edge.open_housing

applicable contains id if {
	some kind in ["edge", "gateway"]
	some id, c in input.by_kind[kind]
	not c.physically_exposed == false
}

pass contains id if {
	some kind in ["edge", "gateway"]
	some id, c in input.by_kind[kind]
	c.secure_boot
	c.encryption.at_rest
}

finding contains {"element": id} if {
	some kind in ["edge", "gateway"]
	some id, c in input.by_kind[kind]
	c.physically_exposed
	c.secure_boot == false
}

finding contains {"element": id} if {
	some kind in ["edge", "gateway"]
	some id, c in input.by_kind[kind]
	c.physically_exposed
	c.encryption.at_rest == false
}

unknown contains {"element": id, "facts": ["physically_exposed"]} if {
	some kind in ["edge", "gateway"]
	some id, c in input.by_kind[kind]
	not c.physically_exposed == true
}

unknown contains {"element": id, "facts": ["secure_boot"]} if {
	some kind in ["edge", "gateway"]
	some id, c in input.by_kind[kind]
	c.physically_exposed
	not c.secure_boot == true
}

unknown contains {"element": id, "facts": ["encryption.at_rest"]} if {
	some kind in ["edge", "gateway"]
	some id, c in input.by_kind[kind]
	c.physically_exposed
	not c.encryption.at_rest == true
}
