# METADATA
# title: Decisions leave no trace
# description: >-
#   A component that decides who may do what sends no record of its decisions anywhere. After an incident nobody can
#   say who came in.
# custom:
#   id: AUD-01
#   pack: core
#   severity: high
#   scope: components
#   stride: [repudiation]
#   fear: [auditability]
#   controls: [CCM:LOG-07, NIST-800-53:AU-12, NIST-800-53:AU-2]
#   attack: [T1562.008]
#   cwe: [CWE-778]
#   opens: [act-unseen]
#   effort: medium
#   remediation: >-
#     Send each decision, allowed and denied, with device, tenant, rule and time, to a log elsewhere, and draw it as a
#     flow of purpose audit.
#   rationale: A door that does not remember whom it let in helps the one who should not have come in.
#   message: >-
#     "{element}" decides who may come in, and no audit flow leaves it
package threats.audit.unlogged_decisions

# doors decide by their kind, whatever else checks something decides too; a gateway may forward without asking anything
points[id] := c if {
	some kind in ["edge", "identity", "bastion"]
	some id, c in input.by_kind[kind]
}

points[id] := c if {
	some id, c in input.components
	count(c.checks) > 0
	c.kind != "device"
}

perhaps[id] := c if {
	some id, c in input.by_kind.gateway
	not c.checks
}

applicable contains id if some id, _ in points

applicable contains id if some id, _ in perhaps

tells(c) if "audit" in c.sends

tells(c) if {
	some flow in c.flows_out
	input.flows[flow].receiver.kind == "log"
}

# silent holds, for each that says nothing, what its flows leave open
silent[id] := open if {
	some id, c in points
	not tells(c)
	open := [concat("@", ["purpose", flow]) | some flow in c.flows_out; not input.flows[flow].purpose]
}

finding contains {"element": id} if {
	some id, open in silent
	count(open) == 0
}

unknown contains {"element": id, "facts": open} if {
	some id, open in silent
	count(open) > 0
}

unknown contains {"element": id, "facts": ["checks"]} if {
	some id, c in perhaps
	not tells(c)
}
