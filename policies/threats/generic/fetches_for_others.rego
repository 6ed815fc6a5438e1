# METADATA
# title: It fetches whatever address a caller names
# description: >-
#   A component is called across a boundary and fetches addresses that others choose. It stands inside, so it
#   reaches what the caller does not: consoles, databases, neighbours.
# custom:
#   id: GEN-17
#   pack: full
#   severity: medium
#   scope: components
#   kinds: [service, gateway, edge, pipeline]
#   facts: [fetches_urls]
#   stride: [information-disclosure, elevation-of-privilege]
#   fear: [confidentiality, attack-surface]
#   controls: [CCM:IVS-03, NIST-800-53:SC-7, NIST-800-53:AC-4, OWASP-API:API7]
#   attack: [T1190]
#   capec: [CAPEC-664]
#   cwe: [CWE-918]
#   opens: [send-it-inside]
#   effort: medium
#   remediation: >-
#     Fetch from a list of hosts only, refuse private addresses after the name is resolved and after each redirect,
#     and send such requests through a proxy that stands outside.
#   rationale: >-
#     A request of your own machine carries your own trust.
#   message: >-
#     "{element}" fetches addresses that callers name: {related}
package threats.generic.fetches_for_others

applicable contains id if {
	some id, c in input.components
	count(c.from_outside) > 0
}

finding contains {"element": id, "related": c.from_outside} if {
	some id, c in input.components
	c.fetches_urls
	count(c.from_outside) > 0
}
