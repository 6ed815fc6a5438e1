# METADATA
# title: One identity may be in two places at once
# description: >-
#   The edge or broker does not notice when the same identity is connected twice, or now here and now there. A copied
#   key works beside the real device, and nobody sees it.
# custom:
#   id: DEV-08
#   pack: full
#   status: preview
#   severity: medium
#   scope: components
#   kinds: [edge, broker]
#   facts: [checks]
#   stride: [spoofing]
#   fear: [integrity]
#   controls: [NIST-800-53:SC-23, NIST-800-53:AC-10]
#   attack: [T0859]
#   capec: [CAPEC-60]
#   cwe: [CWE-837]
#   opens: [work-beside-the-real-device]
#   effort: medium
#   remediation: >-
#     Allow as many sessions as the class needs, mostly one, alert on the next, and list session among the checks.
#   rationale: A clone is invisible until two claim to be one.
#   message: >-
#     "{element}" does not notice when one identity has several sessions
package threats.devices.many_sessions

import data.lib.lists

applicable contains id if {
	some id, _ in input.device_doors
}

finding contains {"element": id} if {
	some id, c in input.device_doors
	lists.lacks(c.checks, "session")
}
