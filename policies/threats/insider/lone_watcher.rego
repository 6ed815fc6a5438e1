# METADATA
# title: Only the provider watches what the provider runs
# description: >-
#   A component that the provider runs is watched by the provider and those who work for it, or by nobody. When it
#   fails, is abused or looked into, you hear of it if and when they choose.
# custom:
#   id: INS-11
#   pack: full
#   severity: medium
#   scope: components
#   kinds: [broker, control, edge, gateway, identity, log, service, store, vault]
#   facts: [monitored_by, handled.rated]
#   stride: [repudiation, denial-of-service]
#   fear: [auditability, availability]
#   cause: [loss-of-control, lack-of-trust]
#   controls: [CCM:LOG-03, CCM:LOG-05, NIST-800-53:CA-7, NIST-800-53:SI-4, ISO-27017:CLD.12.4.5]
#   attack: [T1562.008, T1199]
#   cwe: [CWE-778]
#   opens: [insider-acts-unwatched]
#   effort: medium
#   remediation: >-
#     Watch it from outside as well: your own probes, a copy of its events, or an independent party.
#   rationale: One witness who is also a party to the case is no second source.
#   false_positives: You receive its events or probe it from outside; name yourself in monitored_by.
#   message: >-
#     "{element}" is watched by {args.watchers}, and nobody outside "{operator}" would notice
package threats.insider.lone_watcher

kinds := ["broker", "control", "edge", "gateway", "identity", "log", "service", "store", "vault"]

applicable contains id if {
	some kind in kinds
	some id, c in input.by_kind[kind]
	c.operates.kind != "customer"
	matters(c)
}

matters(c) if weighs(c)

matters(c) if not c.handled.rated

weighs(c) if c.kind in {"control", "identity", "vault"}

weighs(c) if c.handled.confidentiality >= 4

weighs(c) if c.handled.integrity >= 4

weighs(c) if c.handled.availability >= 4

# somebody else is watching, whoever runs it and whatever is at stake
pass contains id if {
	some kind in kinds
	some id, c in input.by_kind[kind]
	some watcher in c.monitored_by
	not watcher in c.providers
}

finding contains {"element": id, "related": c.monitored_by, "args": {"watchers": watchers(c)}} if {
	some kind in kinds
	some id, c in input.by_kind[kind]
	c.operates.kind != "customer"
	weighs(c)
	every watcher in c.monitored_by {
		watcher in c.providers
	}
}

watchers(c) := c.monitored_by if count(c.monitored_by) > 0

watchers(c) := "nobody" if count(c.monitored_by) == 0
