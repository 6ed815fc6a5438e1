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

tells(c) if "alert" in c.sends

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
