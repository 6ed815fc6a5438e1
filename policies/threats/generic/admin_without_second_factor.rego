# METADATA
# title: Administrators sign in with one factor
# description: >-
#   A person administers with a password, a token or nothing. Who learns it, by phishing or by watching, is the
#   administrator. A client certificate or SSH key cannot be phished.
# custom:
#   id: GEN-05
#   pack: core
#   severity: high
#   scope: flows
#   purposes: [admin]
#   facts: [authentication]
#   stride: [spoofing, elevation-of-privilege]
#   fear: [confidentiality, integrity]
#   controls: [CCM:IAM-14, NIST-800-53:IA-2.1, NIST-800-53:AC-17, D3FEND:D3-MFA]
#   attack: [T1078, T1110]
#   capec: [CAPEC-560, CAPEC-49]
#   cwe: [CWE-308]
#   opens: [phish-administrator]
#   effort: low
#   remediation: Demand a second factor that cannot be phished (a security key, a passkey) for all administration.
#   rationale: >-
#     Passwords are learnt somewhere, sooner or later; the second factor makes that a nuisance instead of a disaster.
#   false_positives: The token is handed out after a sign-in with two factors; state authentication as mfa.
#   message: >-
#     "{from}" administers "{to}" with authentication {authentication} alone
package threats.generic.admin_without_second_factor

applicable contains id if {
	some id, f in input.by_purpose.admin
	f.sender.kind in {"person", "client"}
}

finding contains {"element": id, "related": [f.from, f.to]} if {
	some id, f in input.by_purpose.admin
	f.sender.kind in {"person", "client"}
	f.authentication in {"none", "password", "token", "psk"}
}
