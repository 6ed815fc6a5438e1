# METADATA
# title: Nothing limits what one sender may ask for
# description: >-
#   The edge or broker has no limit for a single device or tenant. One sender, broken or malicious, uses up what all
#   share.
# custom:
#   id: EDG-04
#   pack: core
#   severity: high
#   scope: components
#   kinds: [edge, broker]
#   facts: [checks]
#   stride: [denial-of-service]
#   fear: [availability]
#   controls: [CCM:IVS-02, CCM:IVS-09, NIST-800-53:SC-5, OWASP-API:API4]
#   attack: [T1499, T1498, T0814]
#   capec: [CAPEC-125, CAPEC-130]
#   cwe: [CWE-770]
#   opens: [flood-the-edge, exhaust-resources]
#   effort: low
#   remediation: Limit rate, size and sessions for each device and tenant, and list quota among the checks.
#   rationale: Without limits the loudest sender decides who is served.
#   message: >-
#     "{element}" does not limit what a single device or tenant may send
package threats.edge.no_quota

import data.lib.lists

finding contains {"element": id} if {
	some kind in ["edge", "broker"]
	some id, c in input.by_kind[kind]
	lists.lacks(c.checks, "quota")
}
