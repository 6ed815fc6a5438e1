# METADATA
# title: Code of our own builds queries
# description: >-
#   A component with code written for this system, which others call, asks a database, directory or search engine.
#   If one query is put together from text that a caller sent, the caller asks what he likes.
# custom:
#   id: GEN-12
#   pack: full
#   severity: medium
#   scope: flows
#   facts: [sender.custom_code]
#   stride: [tampering, information-disclosure]
#   fear: [confidentiality, integrity]
#   controls: [CCM:AIS-04, NIST-800-53:SI-10, D3FEND:D3-AH]
#   attack: [T1190]
#   capec: [CAPEC-66, CAPEC-136, CAPEC-676]
#   cwe: [CWE-89, CWE-90, CWE-943]
#   opens: [inject-a-query]
#   effort: medium
#   remediation: >-
#     Bind values as parameters in every query, give the account no more rights than it needs, test with hostile
#     input, and list a mitigation that closes this finding.
#   rationale: >-
#     Injection needs a single forgotten place, and it is the shortest way from a form to all data.
#   false_positives: >-
#     All queries bind their parameters and a test watches over it; say so as an implemented mitigation that closes
#     this finding.
#   message: >-
#     "{from}" builds the queries of "{element}" with code of its own
package threats.generic.query_injection

languages := {
	"sql", "nosql", "ldap", "search", "xpath", "graph",
	"database", "identity-store-ldap", "identity-store-database", "search-index", "big-data-platform", "data-lake",
}

speaks(f) if f.protocol in {"sql", "ldap"}

speaks(f) if f.receiver.technology in languages

# callers are called themselves, so that what it asks may come from others
callers := ["service", "edge", "gateway", "control", "identity"]

asks[id] := f if {
	some kind in callers
	some c in input.by_kind[kind]
	count(c.flows_in) > 0
	some id in c.flows_out
	f := input.flows[id]
	speaks(f)
}

applicable contains id if some id, _ in asks

finding contains {"element": id, "related": [f.from, f.to]} if {
	some id, f in asks
	f.sender.custom_code
}
