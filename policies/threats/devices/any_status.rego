# METADATA
# title: Retired and quarantined devices are let in
# description: >-
#   The edge or broker does not look at the life-cycle state of a device. What was locked out on paper still talks.
# custom:
#   id: DEV-04
#   pack: full
#   severity: high
#   scope: components
#   kinds: [edge, broker]
#   facts: [checks]
#   stride: [spoofing]
#   fear: [integrity]
#   controls: [CCM:IAM-07, NIST-800-53:IA-4]
#   cwe: [CWE-613]
#   opens: [return-with-a-retired-device]
#   effort: low
#   remediation: Keep a state for each device, refuse all that are not active, and list status among the checks.
#   rationale: Devices are lost, resold and infected more often than they are replaced.
#   message: >-
#     "{element}" does not check that a device is in use
package threats.devices.any_status

import data.lib.lists

applicable contains id if {
	some id, _ in input.device_doors
}

finding contains {"element": id} if {
	some id, c in input.device_doors
	lists.lacks(c.checks, "status")
}
