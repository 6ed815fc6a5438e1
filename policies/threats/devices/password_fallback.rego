# METADATA
# title: A device offers a way in without its key
# description: >-
#   A device class has no credential, a password, or a password that is accepted when the key fails. Attackers try the
#   weakest way first.
# custom:
#   id: DEV-12
#   pack: full
#   severity: high
#   scope: components
#   kinds: [device]
#   facts: [credential.kind, credential.fallback]
#   stride: [spoofing]
#   fear: [integrity, attack-surface]
#   controls: [ETSI-303645:5.1, NIST-800-53:IA-5, OWASP-IoT:I1]
#   attack: [T0812, T1110]
#   capec: [CAPEC-49]
#   cwe: [CWE-1391, CWE-521]
#   opens: [sign-in-by-fallback]
#   effort: medium
#   remediation: Let every device prove itself with a key of its own, and switch off the way around it.
#   rationale: The strength of a door is that of the weakest way around it.
#   message: >-
#     "{element}" proves itself with {credential.kind}, falling back to {credential.fallback}
package threats.devices.password_fallback

finding contains {"element": id} if {
	some id, c in input.by_kind.device
	c.credential.kind in {"password", "none"}
}

finding contains {"element": id} if {
	some id, c in input.by_kind.device
	c.credential.fallback == "password"
}
