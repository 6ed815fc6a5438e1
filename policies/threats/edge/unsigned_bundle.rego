# METADATA
# title: The edge takes rules and software that nobody signed
# description: >-
#   An edge or gateway installs unsigned updates, or goes back to older ones. Whoever can feed it decides what it lets
#   through.
# custom:
#   id: EDG-07
#   pack: full
#   severity: high
#   scope: components
#   kinds: [edge, gateway]
#   facts: [updates.signed, updates.anti_rollback]
#   stride: [tampering]
#   fear: [integrity]
#   controls: [NIST-800-53:SI-7, NIST-800-53:SI-7.15]
#   attack: [T0839]
#   capec: [CAPEC-186]
#   cwe: [CWE-347, CWE-1328]
#   opens: [replace-policy, turn-policy-back]
#   effort: medium
#   remediation: >-
#     Sign updates, verify the signature before installing, and refuse versions older than the one that runs.
#   rationale: The edge is the guard; who can replace the guard needs no other attack.
#   message: >-
#     Updates of "{element}": signed {updates.signed}, protected from going back {updates.anti_rollback}
package threats.edge.unsigned_bundle

finding contains {"element": id} if {
	some kind in ["edge", "gateway"]
	some id, c in input.by_kind[kind]
	c.updates.signed == false
}

finding contains {"element": id} if {
	some kind in ["edge", "gateway"]
	some id, c in input.by_kind[kind]
	c.updates.anti_rollback == false
}
