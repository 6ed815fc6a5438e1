# METADATA
# title: The edge decides alone without end
# description: >-
#   Cut off from the cloud, the edge goes on letting devices in by what it last knew, for as long as it likes. Cutting
#   the line undoes every revocation.
# custom:
#   id: EDG-02
#   pack: full
#   severity: high
#   scope: components
#   kinds: [edge, gateway]
#   facts: [offline_limit]
#   stride: [spoofing, elevation-of-privilege]
#   fear: [integrity]
#   controls: [NIST-CSF:PR.IR-04, NIST-800-53:AC-3]
#   cwe: [CWE-613]
#   opens: [use-revoked-access-offline]
#   effort: medium
#   remediation: >-
#     Bound the time for which the edge may decide by old knowledge, and say what it still allows afterwards.
#   rationale: Old knowledge is wrong knowledge sooner or later, and an attacker can choose when the line is cut.
#   message: >-
#     "{element}" decides alone for an {offline_limit} time
package threats.edge.endless_offline

# a duration without limit
finding contains {"element": id} if {
	some kind in ["edge", "gateway"]
	some id, c in input.by_kind[kind]
	c.offline_limit >= 1e15
}
