# METADATA
# title: Revoked credentials still open the door
# description: >-
#   A component that decides who may come in does not ask whether the credential has been revoked. A stolen device, or
#   a dismissed colleague, stays welcome until the credential ends by itself.
# custom:
#   id: KEY-05
#   pack: core
#   severity: high
#   scope: components
#   kinds: [edge, gateway, broker, identity, bastion]
#   facts: [checks]
#   stride: [spoofing]
#   fear: [confidentiality, integrity]
#   controls: [CCM:CEK-13, NIST-800-53:SC-17, NIST-800-53:IA-5, D3FEND:D3-CR]
#   capec: [CAPEC-151]
#   cwe: [CWE-299]
#   opens: [use-revoked-credential]
#   effort: medium
#   remediation: >-
#     Consult revocation (a list that is kept fresh, or short-lived credentials) at every decision, and list
#     revocation among the checks.
#   rationale: A revocation that nobody consults changes nothing.
#   message: >-
#     "{element}" does not check whether a credential has been revoked
package threats.keys.revocation_unchecked

import data.lib.lists

finding contains {"element": id} if {
	some kind in ["edge", "gateway", "broker", "identity", "bastion"]
	some id, c in input.by_kind[kind]
	lists.lacks(c.checks, "revocation")
}
