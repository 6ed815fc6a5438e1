# METADATA
# title: A device talks without mutual authentication
# description: >-
#   A flow that a device sends is not authenticated, only by a password, or runs without TLS. Anybody on the way can
#   speak for the device, or for the cloud.
# custom:
#   id: DEV-02
#   pack: core
#   severity: high
#   scope: flows
#   facts: [authentication, tls]
#   stride: [spoofing, tampering]
#   fear: [integrity]
#   controls: [NIST-800-53:IA-3, NIST-800-53:SC-8, OWASP-IoT:I9]
#   attack: [T0830, T0848]
#   capec: [CAPEC-151, CAPEC-94]
#   cwe: [CWE-287, CWE-306]
#   opens: [pose-as-edge, pose-as-device, strike-back]
#   effort: medium
#   remediation: Use mutual TLS, or TLS with a pinned server and a token or pre-shared key for each device.
#   rationale: >-
#     Both ends must know each other: the cloud to believe the reading, the device to obey the command.
#   message: Device flow "{element}" has authentication {authentication} and TLS {tls}
package threats.devices.weak_authentication

applicable contains id if {
	some id, f in input.device_flows
	f.sender.kind == "device"
}

finding contains {"element": id, "related": [f.from]} if {
	some id, f in input.device_flows
	f.sender.kind == "device"
	f.authentication in {"none", "password"}
}

finding contains {"element": id, "related": [f.from]} if {
	some id, f in input.device_flows
	f.sender.kind == "device"
	f.tls == "none"
}
