# METADATA
# title: More is asked of a component than it can serve
# description: >-
#   The rates of the flows that end at a component, times the number of devices behind each, are more than the capacity
#   that the model states for it. On an ordinary day it already turns senders away or falls behind.
# custom:
#   id: AVA-02
#   pack: full
#   severity: medium
#   scope: components
#   facts: [capacity]
#   params: {share: 1}
#   stride: [denial-of-service]
#   fear: [availability]
#   controls: [CCM:IVS-02, NIST-800-53:SC-5, NIST-CSF:PR.IR-04]
#   attack: [T1499.002, T0814]
#   capec: [CAPEC-125, CAPEC-130]
#   cwe: [CWE-410, CWE-770]
#   opens: [exhaust-capacity]
#   effort: medium
#   remediation: >-
#     Add capacity, let devices report less often or in batches, and decide at the entry what is turned away first.
#   rationale: What is full on an ordinary day has nothing left for a storm of reconnections, or for an attacker.
#   false_positives: The rates are peaks that never come together; state what is usual.
#   message: Flows bring {load} to "{element}", which can serve {capacity}
package threats.availability.overload

applicable contains id if {
	some id, c in input.components
	c.capacity
}

finding contains {"element": id, "related": c.flows_in} if {
	some id, c in input.components
	c.load > c.capacity * input.params.share
}

unrated(f) if {
	not f.rate
	not f.poll_every
	not f.purpose == "admin" # what people do by hand is no load
}

unknown contains {"element": id, "facts": [concat("@", ["rate", flow])]} if {
	some id, c in input.components
	c.capacity
	some flow in c.flows_in
	unrated(input.flows[flow])
}

unknown contains {"element": id, "facts": [concat("@", ["count", f.from])]} if {
	some id, c in input.components
	c.capacity
	some flow in c.flows_in
	f := input.flows[flow]
	f.sender.kind == "device"
	not f.sender.count
}
