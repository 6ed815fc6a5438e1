# METADATA
# title: The gateway forgets who is speaking
# description: >-
#   A gateway or edge forwards what devices and people say under one account of its own. Behind it nobody can tell who
#   asked, so nobody can refuse or find out.
# custom:
#   id: PRO-09
#   pack: full
#   severity: high
#   scope: flows
#   purposes: [telemetry, command, query]
#   facts: [identity]
#   stride: [spoofing, repudiation, elevation-of-privilege]
#   fear: [integrity, auditability]
#   controls: [NIST-800-53:AU-10, NIST-800-53:IA-3]
#   attack: [T0855]
#   capec: [CAPEC-194]
#   cwe: [CWE-441]
#   opens: [hide-behind-the-gateway]
#   effort: medium
#   remediation: >-
#     Pass the identity of the caller on (a signed token, a header that only the gateway can write), and check it
#     behind.
#   rationale: An all-powerful account in the middle turns every forged request into an authorised one.
#   message: >-
#     "{from}" forwards "{element}" with identity {identity}
package threats.protocols.identity_dropped

applicable contains id if {
	some id, f in input.flows
	f.sender.kind in {"gateway", "edge"}
}

finding contains {"element": id, "related": [f.from]} if {
	some id, f in input.flows
	f.sender.kind in {"gateway", "edge"}
	f.identity in {"service", "none"}
}
