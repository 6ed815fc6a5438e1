# METADATA
# title: Sensitive data lies in clear
# description: >-
#   A store, queue, log or vault keeps data whose confidentiality matters and does not encrypt them at rest. A lost
#   disk, a copied backup or a look below the database shows all of it.
# custom:
#   id: GEN-03
#   pack: core
#   severity: medium
#   scope: components
#   kinds: [store, cache, broker, log, vault]
#   facts: [encryption.at_rest, highest.rated]
#   stride: [information-disclosure]
#   linddun: [data-disclosure]
#   fear: [confidentiality]
#   controls: [CCM:CEK-03, CCM:DSP-17, NIST-800-53:SC-28, NIST-800-53:SC-28.1, D3FEND:D3-FE]
#   attack: [T1530]
#   capec: [CAPEC-150]
#   cwe: [CWE-311, CWE-312]
#   opens: [read-disk, insider-reads-data]
#   effort: low
#   remediation: Encrypt at rest with a key that is kept elsewhere.
#   rationale: Access rules end where the program ends that enforces them; encryption travels with the data.
#   message: >-
#     "{element}" keeps data of confidentiality {highest.confidentiality} in clear
package threats.generic.unencrypted_store

kept := ["store", "cache", "broker", "log", "vault"]

applicable contains id if {
	some kind in kept
	some id, c in input.by_kind[kind]
	not unimportant(c)
}

unimportant(c) if {
	c.highest.rated
	c.highest.confidentiality < 3
}

pass contains id if {
	some kind in kept
	some id, c in input.by_kind[kind]
	c.encryption.at_rest
}

finding contains {"element": id} if {
	some kind in kept
	some id, c in input.by_kind[kind]
	c.encryption.at_rest == false
	c.highest.confidentiality >= 3
}
