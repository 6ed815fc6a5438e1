# METADATA
# title: A device may use any topic
# description: >-
#   The edge or broker that devices publish to does not compare topics with what the class of the device may use. Each
#   device can then speak in the name of another, send it commands, and listen to all.
# custom:
#   id: DEV-07
#   pack: full
#   severity: high
#   scope: components
#   kinds: [edge, broker, device]
#   facts: [checks, may_publish, may_subscribe]
#   stride: [elevation-of-privilege, spoofing, information-disclosure]
#   fear: [integrity, confidentiality]
#   controls: [NIST-800-53:AC-3, NIST-800-53:AC-6, OWASP-API:API5]
#   attack: [T0855, T0856]
#   capec: [CAPEC-1]
#   cwe: [CWE-863]
#   opens: [publish-for-another-device]
#   effort: medium
#   remediation: >-
#     State for each class what it may publish and subscribe to, with {device} in each template, and list topic among
#     the checks.
#   rationale: A broker hands everything to everybody unless told otherwise.
#   message: >-
#     "{element}" does not check whether a device may use a topic
package threats.devices.any_topic

import data.lib.lists

# where messages go by topics
pubsub := {"mqtt", "amqp", "xmpp"}

doors contains id if {
	some id, c in input.device_doors
	c.kind == "broker"
}

doors contains id if {
	some id, c in input.device_doors
	some flow in array.concat(c.flows_in, c.flows_out)
	f := input.flows[flow]
	f.protocol in pubsub
	field(f)
}

# the other end stands in the field; what an edge says to a queue behind it is another matter
field(f) if f.sender.kind in {"device", "gateway"}

field(f) if f.receiver.kind in {"device", "gateway"}

publishers contains f.from if {
	some f in input.device_flows
	f.protocol == "mqtt"
	f.sender.kind == "device"
}

subscribers contains f.to if {
	some f in input.device_flows
	f.protocol == "mqtt"
	f.receiver.kind == "device"
}

applicable contains id if some id in (doors | (publishers | subscribers))

finding contains {"element": id} if {
	some id in doors
	lists.lacks(input.components[id].checks, "topic")
}

unknown contains {"element": id, "facts": ["checks"]} if {
	some id in doors
	not input.components[id].checks
}

unknown contains {"element": id, "facts": ["may_publish"]} if {
	some id in publishers
	not input.components[id].may_publish
}

unknown contains {"element": id, "facts": ["may_subscribe"]} if {
	some id in subscribers
	not input.components[id].may_subscribe
}
