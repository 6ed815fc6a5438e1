# METADATA
# title: Devices with outdated firmware are let in
# description: >-
#   The edge or broker does not ask which firmware a device runs. Known holes stay open as long as somebody does not
#   update.
# custom:
#   id: DEV-09
#   pack: full
#   severity: high
#   scope: components
#   kinds: [edge, broker]
#   facts: [checks]
#   stride: [tampering, spoofing]
#   fear: [integrity]
#   controls: [NIST-800-53:SI-7, D3FEND:D3-FV]
#   attack: [T0857]
#   capec: [CAPEC-186]
#   cwe: [CWE-1328]
#   opens: [exploit-known-hole]
#   effort: high
#   remediation: >-
#     State a minimum version for each class, ask for it (attested where possible) at connection, and list firmware
#     among the checks.
#   rationale: A fleet is as strong as its oldest member that is still let in.
#   message: >-
#     "{element}" does not check the firmware of devices
package threats.devices.old_firmware

import data.lib.lists

applicable contains id if {
	some id, _ in input.device_doors
}

finding contains {"element": id} if {
	some id, c in input.device_doors
	lists.lacks(c.checks, "firmware")
}
