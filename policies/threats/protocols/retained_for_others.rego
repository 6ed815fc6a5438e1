# METADATA
# title: A retained message can stand for another device
# description: >-
#   A device class may leave retained messages under topics that do not name the device. One device can leave the
#   false state of another, and every later reader believes it.
# custom:
#   id: PRO-03
#   pack: full
#   status: preview
#   severity: medium
#   scope: components
#   kinds: [device]
#   facts: [may_retain, may_publish]
#   stride: [spoofing, tampering]
#   fear: [integrity]
#   controls: [NIST-800-53:AC-3]
#   attack: [T0856]
#   capec: [CAPEC-194]
#   cwe: [CWE-345]
#   opens: [leave-false-state]
#   effort: low
#   remediation: Allow retained messages only under topics that contain the device, or not at all.
#   rationale: A retained message outlives the connection, and with it the proof who sent it.
#   message: >-
#     "{element}" may leave retained messages under topics that do not name the device
package threats.protocols.retained_for_others

pass contains id if {
	some id, c in input.by_kind.device
	c.may_retain == false
}

finding contains {"element": id} if {
	some id, c in input.by_kind.device
	c.may_retain
	some template in c.may_publish
	not contains(template, "{device}")
}
