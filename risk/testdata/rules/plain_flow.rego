# METADATA
# title: A flow in the clear
# description: Whoever is on the path reads and changes it.
# custom:
#   id: USR-01
#   severity: high
#   scope: flows
#   facts: [tls]
#   remediation: Encrypt the flow.
#   rationale: Paths belong to strangers.
#   message: '"{element}" is in the clear'
package threats.user.plain_flow

finding contains {"element": id, "related": [f.to]} if {
	some id, f in input.flows
	f.tls == "none"
}
