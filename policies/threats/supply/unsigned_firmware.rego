# METADATA
# title: Firmware is unsigned or can be turned back
# description: >-
#   Devices install firmware that nobody signed, or an old version with known holes. One poisoned file reaches the
#   whole fleet.
# custom:
#   id: SUP-01
#   pack: core
#   severity: high
#   scope: components
#   kinds: [device]
#   facts: [updates.signed, updates.anti_rollback]
#   stride: [tampering]
#   fear: [integrity]
#   controls: [NIST-800-53:SI-7, NIST-800-53:SI-7.15, ETSI-303645:5.3, OWASP-IoT:I4]
#   attack: [T0857, T0862]
#   capec: [CAPEC-186]
#   cwe: [CWE-347, CWE-1328]
#   opens: [install-false-firmware]
#   effort: medium
#   remediation: >-
#     Sign updates, verify the signature before installing, and refuse versions older than the one that runs.
#   rationale: Updates are the one door through which all devices change at once.
#   message: >-
#     Updates of "{element}": signed {updates.signed}, protected from going back {updates.anti_rollback}
package threats.supply.unsigned_firmware

finding contains {"element": id} if {
	some id, c in input.by_kind.device
	c.updates.signed == false
}

finding contains {"element": id} if {
	some id, c in input.by_kind.device
	c.updates.anti_rollback == false
}
