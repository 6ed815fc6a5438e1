# METADATA
# title: One machine stands between everybody and an important service
# description: >-
#   An edge, gateway or broker runs as a single instance although what passes it must be available. Its failure,
#   update or overload stops everything behind it.
# custom:
#   id: EDG-01
#   pack: core
#   severity: high
#   scope: components
#   kinds: [edge, gateway, broker]
#   facts: [replicas, handled.rated]
#   stride: [denial-of-service]
#   fear: [availability]
#   controls: [CCM:BCR-11, NIST-800-53:CP-10, NIST-800-53:SC-5]
#   attack: [T0814, T1499]
#   capec: [CAPEC-125]
#   opens: [stop-the-only-instance]
#   effort: medium
#   remediation: Run at least two instances that do not fail together, or lower the availability that you promise.
#   rationale: A single instance turns every small failure into an outage.
#   message: >-
#     "{element}" runs as {replicas} instance, and what passes it needs availability {handled.availability}
package threats.edge.single_instance

applicable contains id if {
	some kind in ["edge", "gateway", "broker"]
	some id, c in input.by_kind[kind]
	matters(c)
}

matters(c) if c.handled.availability >= 4

matters(c) if not c.handled.rated

pass contains id if {
	some kind in ["edge", "gateway", "broker"]
	some id, c in input.by_kind[kind]
	c.replicas >= 2
}

finding contains {"element": id} if {
	some kind in ["edge", "gateway", "broker"]
	some id, c in input.by_kind[kind]
	c.handled.availability >= 4
	c.replicas < 2
}
