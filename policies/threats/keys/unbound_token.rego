# METADATA
# title: A token works for whoever holds it
# description: >-
#   Devices send a bearer token that is bound neither to the device nor to the connection, and the flow crosses a
#   boundary. A copy from a log, a proxy or a stolen backup is as good as the original.
# custom:
#   id: KEY-06
#   pack: full
#   status: preview
#   severity: medium
#   scope: flows
#   facts: [sender.credential.kind, sender.credential.bound_to]
#   stride: [spoofing]
#   fear: [integrity, confidentiality]
#   controls: [NIST-800-53:SC-23, D3FEND:D3-TB]
#   attack: [T1528, T1550.001]
#   capec: [CAPEC-60]
#   cwe: [CWE-294]
#   opens: [replay-stolen-token]
#   effort: medium
#   remediation: Bind tokens to the key of the device or to the TLS channel, and keep them short-lived.
#   rationale: A bearer token proves possession of the token, not identity.
#   message: >-
#     "{element}" carries a token of "{from}" that is bound to nothing
package threats.keys.unbound_token

applicable contains id if {
	some id, f in input.device_flows
	f.sender.kind == "device"
	count(f.crosses) > 0
	not proves_a_key(f.sender)
}

proves_a_key(device) if device.credential.kind in {"x509", "psk", "password", "none"}

pass contains id if {
	some id, f in input.device_flows
	f.sender.credential.bound_to in {"device", "channel"}
}

finding contains {"element": id, "related": [f.from]} if {
	some id, f in input.device_flows
	count(f.crosses) > 0
	f.sender.credential.kind == "token"
	f.sender.credential.bound_to == "none"
}
