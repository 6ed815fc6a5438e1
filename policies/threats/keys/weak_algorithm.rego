# METADATA
# title: Encryption below today's floor
# description: >-
#   A flow uses a version of TLS that is broken or deprecated, or the device that sends signs with an algorithm below
#   the floor. The version word encrypted counts as good: it says that somebody looks after it.
# custom:
#   id: KEY-07
#   pack: core
#   severity: high
#   scope: flows
#   facts: [tls]
#   params: {tls: ["1.0", "1.1"], algorithms: [rsa-512, rsa-768, rsa-1024, dsa, md5, sha1, sha-1, des, 3des, rc4]}
#   stride: [information-disclosure, tampering]
#   fear: [confidentiality, integrity]
#   controls: [CCM:CEK-04, NIST-800-53:SC-13, NIST-800-53:SC-8.1, ETSI-303645:5.5-1]
#   capec: [CAPEC-620, CAPEC-97]
#   cwe: [CWE-327, CWE-326]
#   opens: [break-encryption]
#   effort: medium
#   remediation: Speak TLS 1.2 or newer, and sign with elliptic curves or RSA of at least 2048 bits.
#   rationale: Old versions and short keys are broken with tools that anybody can download.
#   message: >-
#     "{element}" relies on {args.weak}, which is below the floor
package threats.keys.weak_algorithm

finding contains {"element": id, "args": {"weak": concat(" ", ["TLS", f.tls])}} if {
	some id, f in input.flows
	f.tls in input.params.tls
}

finding contains {"element": id, "related": [f.from], "args": {"weak": f.sender.credential.algorithm}} if {
	some id, f in input.device_flows
	f.sender.kind == "device"
	lower(f.sender.credential.algorithm) in input.params.algorithms
}
