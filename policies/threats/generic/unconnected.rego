# METADATA
# title: Nothing leads to it or from it
# description: >-
#   No flow begins or ends at a component, and nothing runs on it. Either the model is not complete, or it can be
#   switched off.
# custom:
#   id: GEN-28
#   pack: full
#   severity: low
#   scope: components
#   stride: [elevation-of-privilege]
#   fear: [attack-surface]
#   controls: [CCM:IVS-03, NIST-800-53:CM-7, NIST-800-53:CM-8]
#   attack: [T1190]
#   cwe: [CWE-1059, CWE-1164]
#   opens: [use-what-nobody-needs]
#   effort: low
#   remediation: >-
#     Draw the flows that it has, or switch it off.
#   rationale: >-
#     What nobody needs is still there for attackers, and nobody updates it.
#   message: >-
#     No flow begins or ends at "{element}"
package threats.generic.unconnected

finding contains {"element": id} if {
	some id, c in input.components
	(count(c.flows_in) + count(c.flows_out)) + count(c.runs) == 0
}
