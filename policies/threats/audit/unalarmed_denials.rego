# METADATA
# title: Nobody is told when many are denied
# description: >-
#   A component that decides who may do what raises no alert. Somebody who tries a million keys is not noticed before
#   one fits.
# custom:
#   id: AUD-06
#   pack: full
#   severity: medium
#   scope: components
#   stride: [repudiation, denial-of-service]
#   fear: [auditability]
#   controls: [CCM:LOG-03, CCM:LOG-05, NIST-800-53:SI-4, NIST-800-53:SI-4.5, NIST-CSF:DE.AE-03]
#   attack: [T1110]
#   cwe: [CWE-778]
#   opens: [guess-unnoticed]
#   effort: medium
#   remediation: Alert on bursts of denials for a device, tenant or address, and draw it as a flow of purpose alert.
#   rationale: Denials are the cheapest early warning there is.
#   message: >-
#     "{element}" decides who may come in, and no alert flow leaves it
package threats.audit.unalarmed_denials

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

tells(c) if "alert" in c.sends

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
