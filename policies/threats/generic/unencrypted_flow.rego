# METADATA
# title: Sensitive data crosses a boundary in clear
# description: >-
#   A flow without encryption leads across a trust boundary and carries data whose confidentiality matters, data of
#   high integrity that nobody vouches for, or a password or token with which to fetch them. MQTT has a rule of its own
#   (PRO-01).
# custom:
#   id: GEN-01
#   pack: core
#   severity: high
#   scope: flows
#   facts: [tls, highest.rated]
#   stride: [information-disclosure, tampering]
#   linddun: [data-disclosure]
#   fear: [confidentiality, integrity]
#   controls: [CCM:CEK-03, CCM:DSP-10, NIST-800-53:SC-8, NIST-800-53:SC-8.1, D3FEND:D3-MENCR]
#   attack: [T1040]
#   capec: [CAPEC-157, CAPEC-117]
#   cwe: [CWE-319]
#   opens: [listen-on-the-line, alter-in-transit, strike-back]
#   effort: medium
#   remediation: Encrypt the flow (TLS 1.2 or newer, SSH, VPN).
#   false_positives: The line is a wire between two parts of one board or machine.
#   rationale: Between two boundaries lies a network of others, who can read and change what is in clear.
#   message: >-
#     "{element}" crosses {crosses} in clear
package threats.generic.unencrypted_flow

applicable contains id if {
	some id, f in input.flows
	count(f.crosses) > 0
	not f.protocol == "mqtt"
}

pass contains id if {
	some id, f in input.flows
	f.tls != "none"
}

finding contains {"element": id} if {
	some id, f in input.flows
	count(f.crosses) > 0
	not f.protocol == "mqtt"
	f.tls == "none"
	matters(f)
}

matters(f) if f.highest.confidentiality >= 3

# who authenticates a bus message by message keeps others from changing it
matters(f) if {
	f.highest.integrity >= 4
	f.authentication == "none"
}

# a protocol that nobody named may prove the secret without sending it
matters(f) if {
	f.authentication in {"password", "token"}
	f.protocol != "binary"
}
