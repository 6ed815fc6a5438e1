# METADATA
# title: A secret is part of the firmware
# description: >-
#   The credential of a device class is written into its code. Anyone who downloads the firmware, or reads it from one
#   device, has it.
# custom:
#   id: KEY-02
#   pack: core
#   severity: critical
#   scope: components
#   kinds: [device]
#   facts: [credential.storage]
#   stride: [spoofing, information-disclosure]
#   fear: [confidentiality, integrity]
#   controls: [ETSI-303645:5.4-3, NIST-800-53:IA-5]
#   attack: [T0891]
#   capec: [CAPEC-191, CAPEC-37]
#   cwe: [CWE-798, CWE-321]
#   opens: [extract-secret-from-firmware, extract-key-from-device]
#   effort: medium
#   remediation: >-
#     Bring the credential onto the device at production or enrolment, outside the image, and replace those that were
#     shipped.
#   rationale: >-
#     Firmware is public sooner or later: updates are downloaded, devices are resold, images are mirrored.
#   message: The credential of "{element}" is part of its {credential.storage}
package threats.keys.secret_in_code

applicable contains id if {
	some id, c in input.by_kind.device
	not c.credential.kind == "none"
}

finding contains {"element": id} if {
	some id, c in input.by_kind.device
	c.credential.storage == "code"
}
