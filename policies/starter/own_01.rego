# METADATA
# title: A service runs too few times
# description: >-
#   This is an example to change. A service that others wait for runs fewer times than we want, so that one fault stops
#   it.
# custom:
#   id: OWN-01
#   severity: medium
#   scope: components
#   kinds: [service]
#   facts: [replicas]
#   params: {least: 2}
#   stride: [denial-of-service]
#   fear: [availability]
#   opens: [stop-the-only-instance]
#   effort: low
#   remediation: Run the service at least as often as the parameter says, on machines that do not fail together.
#   rationale: What runs once stops with its machine.
#   false_positives: A service that nobody waits for; waive it with a reason.
#   message: >-
#     "{element}" runs {replicas} times, and we want {params.least}
package threats.user.own_01

finding contains {"element": id} if {
	some id, c in input.by_kind.service
	c.replicas < input.params.least
}
