# METADATA
# title: A gateway opens a connection for each device behind it
# description: >-
#   Many devices stand behind a gateway that speaks MQTT or HTTP upwards with one encrypted connection for each of them.
#   It needs memory and handshakes for all, most of all when the line comes back.
# custom:
#   id: FIT-06
#   pack: full
#   severity: low
#   scope: components
#   kinds: [gateway]
#   facts: [connections, replicas]
#   params: {devices: 100}
#   stride: [denial-of-service]
#   fear: [availability]
#   controls: [CCM:IVS-02, NIST-800-53:SC-5]
#   attack: [T0814]
#   capec: [CAPEC-482]
#   cwe: [CWE-410]
#   opens: [exhaust-the-gateway]
#   effort: medium
#   remediation: >-
#     Carry many devices over one connection (AMQP can, with an identity for each link), or spread them over more
#     gateways.
#   rationale: A thousand handshakes at once are a flood, also when nobody means harm.
#   false_positives: >-
#     It has room for all of them, and each connection keeps the identity of its device, which is worth it; raise the
#     number.
#   message: >-
#     "{element}" opens a connection by {args.protocols} for each of the devices behind it: {related}
package threats.fitness.connection_per_device

# upwards are the protocols of one identity per connection that it speaks to what is no device.
upwards(c) := {f.protocol |
	some flow in c.flows_out
	f := input.flows[flow]
	f.receiver.kind != "device"
	f.protocol in {"http", "mqtt"}
}

classes(c) := {id |
	some flow in array.concat(c.flows_in, c.flows_out)
	f := input.flows[flow]
	some id in [f.from, f.to]
	input.components[id].kind == "device"
}

devices(c) := sum([n | some id in classes(c); n := input.components[id].count])

applicable contains id if {
	some id, c in input.by_kind.gateway
	c.connections == "per-device"
	count(upwards(c)) > 0
	count(classes(c)) > 0
}

finding contains {"element": id, "related": classes(c), "args": {"protocols": upwards(c)}} if {
	some id, c in input.by_kind.gateway
	c.connections == "per-device"
	count(upwards(c)) > 0
	devices(c) > c.replicas * input.params.devices
}

unknown contains {"element": id, "facts": ["replicas"]} if {
	some id, c in input.by_kind.gateway
	not c.replicas
}

unknown contains {"element": id, "facts": [concat("@", ["count", class])]} if {
	some id, c in input.by_kind.gateway
	some class in classes(c)
	not input.components[class].count
}
