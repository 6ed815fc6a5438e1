# METADATA
# title: Devices come in with credentials that are over
# description: >-
#   The edge or broker looks at a credential and does not ask whether it is still valid: expired, not yet valid or
#   revoked. A device that was stolen, sold or taken apart stays a member.
# custom:
#   id: DEV-05
#   pack: full
#   severity: high
#   scope: components
#   kinds: [edge, broker]
#   facts: [checks]
#   stride: [spoofing]
#   fear: [integrity, attack-surface]
#   controls: [CCM:CEK-13, NIST-800-53:SC-17, NIST-800-53:IA-5, D3FEND:D3-CR]
#   attack: [T0859]
#   capec: [CAPEC-151]
#   cwe: [CWE-298, CWE-299]
#   opens: [use-credential-of-stolen-device]
#   effort: medium
#   remediation: >-
#     Check validity and a fresh revocation list (or short-lived credentials) at every connection, and list revocation
#     among the checks.
#   rationale: Devices leave your hands by the thousand; what they carry must be possible to call back.
#   message: >-
#     "{element}" does not check that the credential of a device is still valid and not revoked
package threats.devices.outlived_credential

import data.lib.lists

# dated holds unless no class of devices has a credential that ends by itself or by a list.
dated if {
	some c in input.by_kind.device
	not timeless(c)
}

timeless(c) if c.credential.kind in {"none", "password", "psk"}

applicable contains id if {
	dated
	some id, _ in input.device_doors
}

finding contains {"element": id} if {
	dated
	some id, c in input.device_doors
	lists.lacks(c.checks, "revocation")
}
