# METADATA
# title: A debug interface was left open
# description: >-
#   A device, gateway or edge is delivered with a debug interface switched on. It reads memory, changes code and asks
#   for no password.
# custom:
#   id: EDG-06
#   pack: full
#   status: preview
#   severity: medium
#   scope: components
#   kinds: [edge, gateway, device]
#   facts: [debug_interface]
#   stride: [tampering, information-disclosure]
#   fear: [attack-surface, confidentiality]
#   controls: [ETSI-303645:5.6-1, NIST-800-53:CM-7]
#   capec: [CAPEC-401]
#   cwe: [CWE-1191, CWE-1244]
#   opens: [use-debug-port]
#   effort: low
#   remediation: Switch the debug interface off before delivery, by fuse where the chip has one.
#   rationale: What helped the engineer helps whoever holds the device.
#   message: The debug interface of "{element}" is open
package threats.edge.debug_interface

finding contains {"element": id} if {
	some kind in ["edge", "gateway", "device"]
	some id, c in input.by_kind[kind]
	c.debug_interface
}
