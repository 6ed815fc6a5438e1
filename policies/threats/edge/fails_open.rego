# METADATA
# title: Errors open the door
# description: When its decision fails, the component lets the request through. Making it fail is then the attack.
# custom:
#   id: EDG-03
#   pack: core
#   severity: critical
#   scope: components
#   kinds: [edge, gateway, broker, identity, bastion]
#   facts: [on_error]
#   stride: [elevation-of-privilege, spoofing]
#   fear: [integrity, confidentiality]
#   controls: [NIST-800-53:AC-3, NIST-800-53:SC-24, NIST-800-53:SC-7.18]
#   capec: [CAPEC-115]
#   cwe: [CWE-636]
#   opens: [provoke-error-to-get-in]
#   effort: low
#   remediation: Deny when a decision cannot be made, and plan for the few cases in which safety demands otherwise.
#   rationale: Everybody can cause an error; nobody should gain by it.
#   message: >-
#     "{element}" lets requests through when its decision fails
package threats.edge.fails_open

finding contains {"element": id} if {
	some kind in ["edge", "gateway", "broker", "identity", "bastion"]
	some id, c in input.by_kind[kind]
	c.on_error == "allow"
}
