# METADATA
# title: AMQP on a device with little memory
# description: >-
#   A device with little memory speaks AMQP, whose libraries and buffers need much of it. What is left is short when a
#   message is large or the line is bad.
# custom:
#   id: FIT-03
#   pack: full
#   severity: low
#   scope: flows
#   protocols: [amqp]
#   facts: [sender.memory]
#   params: {memory: 1048576}
#   stride: [denial-of-service]
#   fear: [availability]
#   controls: [NIST-800-53:SC-5]
#   cwe: [CWE-410]
#   opens: [exhaust-memory-of-device]
#   effort: medium
#   remediation: Speak MQTT or CoAP on small devices, and leave AMQP to gateways and servers.
#   rationale: A protocol made for servers takes for granted what a small device does not have.
#   message: >-
#     "{element}" speaks AMQP, and "{args.device}" has little memory for it
package threats.fitness.amqp_on_small_device

applicable contains id if {
	some id, f in input.by_protocol.amqp
	f.sender.kind == "device"
}

applicable contains id if {
	some id, f in input.by_protocol.amqp
	f.receiver.kind == "device"
}

finding contains {"element": id, "related": [f.from], "args": {"device": f.from}} if {
	some id, f in input.by_protocol.amqp
	f.sender.kind == "device"
	f.sender.memory < input.params.memory
}

finding contains {"element": id, "related": [f.to], "args": {"device": f.to}} if {
	some id, f in input.by_protocol.amqp
	f.receiver.kind == "device"
	f.receiver.memory < input.params.memory
}

unknown contains {"element": id, "facts": [concat("@", ["memory", f.from])]} if {
	some id, f in input.by_protocol.amqp
	f.sender.kind == "device"
	not f.sender.memory
}

unknown contains {"element": id, "facts": [concat("@", ["memory", f.to])]} if {
	some id, f in input.by_protocol.amqp
	f.receiver.kind == "device"
	not f.receiver.memory
}
