# METADATA
# title: An exposed component reveals where things run
# description: >-
#   A component that others can reach shows internal addresses, host names, regions, instance ids or timing. They are
#   a map: with them a neighbour finds the machine of his target and can tell when he has landed on it.
# custom:
#   id: TEN-09
#   pack: full
#   severity: medium
#   scope: components
#   facts: [reveals]
#   stride: [information-disclosure]
#   fear: [attack-surface, confidentiality]
#   controls: [CCM:IVS-03, NIST-800-53:SC-7, NIST-800-53:AC-4]
#   attack: [T1580, T1526]
#   capec: [CAPEC-169, CAPEC-54]
#   cwe: [CWE-497, CWE-200]
#   opens: [locate-victim]
#   effort: low
#   remediation: >-
#     Leave internal addresses, hosts, regions, instances and timing out of what outsiders see, and number instances
#     at random.
#   rationale: >-
#     A co-residence attack begins with a map; without one the attacker has to start machines blindly, which costs
#     money and is noticed.
#   message: >-
#     "{element}" shows those whom it is exposed to: {reveals}
package threats.tenancy.placement_revealed

applicable contains id if {
	some id, c in input.components
	count(c.exposed_to) > 0
}

finding contains {"element": id, "related": c.exposed_to} if {
	some id, c in input.components
	count(c.exposed_to) > 0
	count(c.reveals) > 0
}
