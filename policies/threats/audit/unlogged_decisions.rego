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

applicable contains id if {
	some id, c in input.components
	decides(c)
}

applicable contains id if {
	some id, c in input.components
	may_decide(c)
}

# a decision point: a door by its kind, or whatever else checks something
decides(c) if c.kind in {"edge", "identity", "bastion"}

decides(c) if {
	c.kind != "device"
	count(c.checks) > 0
}

# a gateway may forward without asking anything
may_decide(c) if {
	c.kind == "gateway"
	not c.checks
}

tells(c) if "audit" in c.sends

tells(c) if {
	some flow in c.flows_out
	input.flows[flow].receiver.kind == "log"
}

unstated(c) := [concat("@", ["purpose", flow]) | some flow in c.flows_out; not input.flows[flow].purpose]

finding contains {"element": id} if {
	some id, c in input.components
	decides(c)
	not tells(c)
	count(unstated(c)) == 0
}

unknown contains {"element": id, "facts": unstated(c)} if {
	some id, c in input.components
	decides(c)
	not tells(c)
	count(unstated(c)) > 0
}

unknown contains {"element": id, "facts": ["checks"]} if {
	some id, c in input.components
	may_decide(c)
	not tells(c)
}
