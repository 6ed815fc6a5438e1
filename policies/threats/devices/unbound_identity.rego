# METADATA
# title: A credential is not bound to the device that uses it
# description: >-
#   The edge or broker accepts a valid credential in the name of any device. One opened device can then speak for all
#   others.
# custom:
#   id: DEV-03
#   pack: core
#   severity: high
#   scope: components
#   kinds: [edge, broker]
#   facts: [checks]
#   stride: [spoofing]
#   fear: [integrity]
#   controls: [NIST-800-53:IA-3, D3FEND:D3-CP]
#   attack: [T0856]
#   capec: [CAPEC-151]
#   cwe: [CWE-287]
#   opens: [reuse-credential-elsewhere]
#   effort: medium
#   remediation: >-
#     Compare the credential with the one registered for the device that it claims to be, and list binding among the
#     checks.
#   rationale: >-
#     Valid is not enough: it must be the credential of this device.
#   message: >-
#     "{element}" does not check that a credential belongs to the device that presents it
package threats.devices.unbound_identity

import data.lib.lists

applicable contains id if {
	some id, _ in input.device_doors
}

finding contains {"element": id} if {
	some id, c in input.device_doors
	lists.lacks(c.checks, "binding")
}
