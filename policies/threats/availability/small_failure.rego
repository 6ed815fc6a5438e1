# METADATA
# title: A small failure stops what must not stop
# description: >-
#   Something that critical data needs does not outlive the failure of what it stands on: it runs once, or all its
#   instances share one machine or one zone. What a component states about itself counts before what passes it. The
#   parameters say from which availability on the failure of a machine, a zone, a region, a whole provider must be
#   outlived; 6 is never.
# custom:
#   id: AVA-01
#   pack: full
#   severity: high
#   scope: components
#   kinds: [edge, gateway, service, broker, cache, store, log, control, identity, vault]
#   facts: [replicas, survives, handled.rated]
#   params: {machine: 4, zone: 5, region: 6, provider: 6}
#   stride: [denial-of-service]
#   fear: [availability]
#   controls: [CCM:BCR-11, NIST-800-53:CP-10, NIST-800-53:CP-7, NIST-CSF:PR.IR-04]
#   attack: [T0814, T0826, T1499]
#   cwe: [CWE-410]
#   opens: [break-one-machine, take-out-one-zone]
#   effort: high
#   remediation: >-
#     Run it so that no single failure of that size stops it, and try it: switch one off.
#   rationale: Everything fails in time, so what may not stop must not hang on one thing.
#   false_positives: >-
#     Somebody else starts it anew in time, such as an orchestrator on a spare machine; state what it survives.
#   message: >-
#     "{element}" serves availability {args.needed} and does not outlive the failure of a {args.of}
package threats.availability.small_failure

sizes := ["none", "machine", "zone", "region", "provider"]

ranks := {size: i | some i, size in sizes}

kinds := ["edge", "gateway", "service", "broker", "cache", "store", "log", "control", "identity", "vault"]

least := min([availability | some availability in input.params])

# needed is what it says itself, or else the most that passes it; what lies there counts in any case.
needed(c) := c.highest.availability if c.sensitivity.availability

needed(c) := c.handled.availability if not c.sensitivity.availability

rated(c) if {
	c.sensitivity.availability
	c.highest.rated
}

rated(c) if c.handled.rated

# critical is the largest failure that each must outlive: a parameter says from which availability on.
critical := {id: rank |
	some kind in kinds
	some id, c in input.by_kind[kind]
	needed(c) >= least
	rank := max([ranks[size] | some size, availability in input.params; needed(c) >= availability])
}

unrated contains id if {
	some kind in kinds
	some id, c in input.by_kind[kind]
	not rated(c)
}

applicable contains id if some id, _ in critical

applicable contains id if some id in unrated

pass contains id if {
	some id, rank in critical
	c := input.components[id]
	ranks[c.survives] >= rank
	rated(c)
}

finding contains {"element": id, "args": {"of": sizes[rank], "needed": needed(c)}} if {
	some id, rank in critical
	c := input.components[id]
	ranks[c.survives] < rank
}

finding contains {"element": id, "args": {"of": sizes[1], "needed": needed(c)}} if {
	some id, _ in critical
	c := input.components[id]
	not c.survives
	c.replicas < 2
}

# several instances are not on one machine; how much farther apart they are, somebody must say
unknown contains {"element": id, "facts": ["survives"]} if {
	some id, rank in critical
	rank > 1
	c := input.components[id]
	not c.survives
	c.replicas >= 2
}

unknown contains {"element": id, "facts": ["replicas"]} if {
	some id, _ in critical
	undecided(input.components[id])
}

unknown contains {"element": id, "facts": ["replicas"]} if {
	some id in unrated
	undecided(input.components[id])
}

undecided(c) if {
	not c.survives
	not c.replicas
}

unknown contains {"element": id, "facts": ["assets.sensitivity"]} if some id in unrated
