# METADATA
# title: Many devices share one credential
# description: >-
#   All devices of a model, or the whole fleet, prove themselves with the same secret. Whoever opens one of them can
#   speak for all, and no single device can be shut out.
# custom:
#   id: KEY-01
#   pack: core
#   severity: critical
#   scope: components
#   kinds: [device]
#   facts: [credential.scope]
#   stride: [spoofing]
#   fear: [integrity, confidentiality]
#   controls: [ETSI-303645:5.1, ETSI-303645:5.4-4, NIST-800-53:IA-3, NIST-800-53:IA-5]
#   attack: [T0812]
#   capec: [CAPEC-70]
#   cwe: [CWE-1392]
#   opens: [clone-device, impersonate-fleet]
#   effort: high
#   remediation: Give every device a credential of its own at production or enrolment.
#   rationale: >-
#     A secret that a hundred thousand devices know is no secret, and replacing it means replacing all of them at
#     once.
#   message: Devices of class "{element}" share one credential (scope {credential.scope})
package threats.keys.shared_credential

applicable contains id if {
	some id, c in input.by_kind.device
	not c.credential.kind == "none"
}

finding contains {"element": id} if {
	some id, c in input.by_kind.device
	c.credential.scope in {"model", "fleet"}
}
