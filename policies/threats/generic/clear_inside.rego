# METADATA
# title: Secrets move in clear inside a boundary
# description: >-
#   Within one boundary, a flow without encryption carries data of high confidentiality, or a password. Whoever has
#   taken over any machine there can listen. What crosses a boundary has a rule of its own (GEN-01), MQTT another
#   (PRO-01), what devices send a third (DEV-02).
# custom:
#   id: GEN-09
#   pack: full
#   severity: medium
#   scope: flows
#   facts: [tls, highest.rated]
#   stride: [information-disclosure]
#   linddun: [data-disclosure]
#   fear: [confidentiality]
#   controls: [CCM:CEK-03, NIST-800-53:SC-8, NIST-800-53:SC-8.1, D3FEND:D3-MENCR]
#   attack: [T1040]
#   capec: [CAPEC-157]
#   cwe: [CWE-319]
#   opens: [listen-inside]
#   effort: medium
#   remediation: >-
#     Encrypt the flow inside the boundary too (TLS, a service mesh, the encryption that the database offers).
#   rationale: >-
#     A network inside is as trustworthy as the weakest machine in it, and listening leaves no trace.
#   false_positives: >-
#     Both ends are processes of one machine, and nothing leaves it.
#   message: >-
#     "{element}" moves what is secret from "{from}" to "{to}" in clear
package threats.generic.clear_inside

# quiet flows stay inside a boundary, are nobody else's matter, and carry what is secret or not rated
quiet := {id: f |
	some id, f in input.flows
	count(f.crosses) == 0
	f.sender.kind != "device"
	not f.protocol == "mqtt"
	may_matter(f)
}

may_matter(f) if not f.highest.rated

may_matter(f) if secret(f)

secret(f) if f.highest.confidentiality >= 4

# a protocol that nobody named may prove the password without sending it
secret(f) if {
	f.authentication == "password"
	f.protocol != "binary"
}

applicable contains id if some id, _ in quiet

pass contains id if {
	some id, f in quiet
	f.tls != "none"
}

finding contains {"element": id} if {
	some id, f in quiet
	f.tls == "none"
	secret(f)
}
