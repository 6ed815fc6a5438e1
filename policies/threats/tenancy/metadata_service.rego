# METADATA
# title: Whoever makes it fetch a URL gets its cloud credentials
# description: >-
#   A workload fetches URLs that others choose, and the metadata service beside it answers without a session token.
#   One request in its name returns the credentials of the machine.
# custom:
#   id: TEN-10
#   pack: full
#   severity: high
#   scope: components
#   kinds: [service, gateway, edge, pipeline]
#   facts: [metadata_service, fetches_urls]
#   stride: [information-disclosure, elevation-of-privilege]
#   fear: [confidentiality, attack-surface]
#   controls: [CCM:IVS-03, NIST-800-53:SC-7, NIST-800-53:AC-4, OWASP-API:API7]
#   attack: [T1552.005]
#   capec: [CAPEC-664]
#   cwe: [CWE-918]
#   opens: [fetch-cloud-credentials]
#   effort: low
#   remediation: >-
#     Demand session tokens at the metadata service (or switch it off), and let the workload fetch from a list of
#     hosts only.
#   rationale: Fetching in somebody's name is how a request from outside becomes a request from inside.
#   message: >-
#     "{element}" fetches URLs that others choose, and its metadata service is {metadata_service}
package threats.tenancy.metadata_service

pass contains id if {
	some id, c in input.components
	c.metadata_service in {"none", "token"}
}

pass contains id if {
	some id, c in input.components
	c.fetches_urls == false
}

finding contains {"element": id} if {
	some id, c in input.components
	c.metadata_service == "open"
	c.fetches_urls
}
