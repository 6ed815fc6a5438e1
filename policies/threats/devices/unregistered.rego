# METADATA
# title: Devices that nobody registered are let in
# description: >-
#   The edge or broker accepts whoever presents a credential without asking whether such a device is in the registry.
#   A device that was never sold, or was sold and returned, comes in.
# custom:
#   id: DEV-01
#   pack: core
#   severity: critical
#   scope: components
#   kinds: [edge, broker]
#   facts: [checks]
#   stride: [spoofing]
#   fear: [integrity, attack-surface]
#   controls: [CCM:IAM-16, NIST-800-53:IA-3, NIST-CSF:PR.AA-03]
#   capec: [CAPEC-151]
#   cwe: [CWE-287]
#   opens: [join-a-device-of-ones-own]
#   effort: medium
#   remediation: Keep a registry of devices, ask it at every connection, and list registered among the checks.
#   rationale: A signature proves who made the credential; only the registry knows who is meant to come in.
#   message: >-
#     "{element}" does not check that a device is registered
package threats.devices.unregistered

import data.lib.lists

applicable contains id if {
	some id, _ in input.device_doors
}

finding contains {"element": id} if {
	some id, c in input.device_doors
	lists.lacks(c.checks, "registered")
}
