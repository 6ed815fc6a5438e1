# METADATA
# title: A key can be read out of a device that anybody can open
# description: >-
#   The device stands where strangers can touch it, and its private key lies in a file, in code or in a keystore of
#   the operating system. A screwdriver and a day are enough to copy its identity.
# custom:
#   id: KEY-03
#   pack: core
#   severity: high
#   scope: components
#   kinds: [device]
#   facts: [physically_exposed, credential.storage]
#   stride: [spoofing, information-disclosure]
#   fear: [integrity, confidentiality]
#   controls: [ETSI-303645:5.4-1, NIST-800-53:IA-5, NIST-800-53:PE-3]
#   attack: [T1552]
#   capec: [CAPEC-401]
#   cwe: [CWE-522, CWE-1263]
#   opens: [extract-key-from-device]
#   effort: high
#   remediation: Keep the key in a secure element, TPM, TEE or HSM that signs and never gives the key away.
#   rationale: >-
#     What can be held can be opened; only hardware that does not hand out the key turns a stolen device into one lost
#     device.
#   false_positives: The devices are locked away; state physically_exposed as no.
#   message: >-
#     "{element}" stands where strangers can open it and keeps its key in a {credential.storage}
package threats.keys.extractable_key

applicable contains id if {
	some id, c in input.by_kind.device
	not c.physically_exposed == false
	not c.credential.kind == "none"
}

pass contains id if {
	some id, c in input.by_kind.device
	c.credential.storage in {"secure-element", "tpm", "tee", "hsm"}
}

finding contains {"element": id} if {
	some id, c in input.by_kind.device
	c.physically_exposed
	c.credential.storage in {"code", "file", "keystore"}
}
