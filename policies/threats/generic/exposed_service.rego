# METADATA
# title: A service meets the internet with nothing before it
# description: >-
#   A service that handles data that matter can be reached from the internet directly, without a gateway or edge
#   that sorts out what is no proper request. Stores and management have rules of their own (GEN-04, GEN-08).
# custom:
#   id: GEN-20
#   pack: full
#   severity: medium
#   scope: components
#   kinds: [service]
#   facts: [handled.rated]
#   stride: [elevation-of-privilege, information-disclosure]
#   fear: [attack-surface]
#   controls: [CCM:IVS-09, CCM:IVS-03, NIST-800-53:SC-7, D3FEND:D3-ITF]
#   attack: [T1190]
#   capec: [CAPEC-1]
#   cwe: [CWE-668]
#   opens: [break-into-the-service]
#   effort: medium
#   remediation: >-
#     Put a gateway with filtering (a web application firewall, limits, a check of tokens) in front, and take the
#     service itself off the internet.
#   rationale: >-
#     What stands in front sees every attack first, and can be changed within minutes when the service cannot.
#   false_positives: >-
#     The service is its own door and filters as one would; model it as an edge, or draw the gateway.
#   message: >-
#     "{element}" can be reached from the internet directly, and handles confidentiality {handled.confidentiality},
#     integrity {handled.integrity}
package threats.generic.exposed_service

applicable contains id if {
	some id, c in input.by_kind.service
	"internet" in c.exposed_to
}

pass contains id if {
	some id, c in input.by_kind.service
	c.handled.rated
	not matters(c.handled)
}

finding contains {"element": id} if {
	some id, c in input.by_kind.service
	"internet" in c.exposed_to
	matters(c.handled)
}

matters(highest) if highest.confidentiality >= 3

matters(highest) if highest.integrity >= 3
