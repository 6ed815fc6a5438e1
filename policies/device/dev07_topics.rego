package device

# METADATA
# title: A device uses the topics of its class and no others
# custom: {id: DEV-07}
deny contains {"rule": "DEV-07", "reason": "the device may not publish to this topic"} if {
	"DEV-07" in examined
	input.request.action == "publish"
	input.request.topic
	input.device.may_publish
	not may_publish
}

deny contains {"rule": "DEV-07", "reason": "the device may not receive from this topic"} if {
	"DEV-07" in examined
	input.request.action in {"subscribe", "deliver"}
	input.request.topic
	input.device.may_subscribe
	not may_receive
}

deny contains {"rule": "DEV-07", "reason": "the device may not leave retained messages"} if {
	"DEV-07" in examined
	input.request.action == "publish"
	input.request.retain == true
	input.device.may_retain == false
}

may_publish if {
	some template in input.device.may_publish
	topic.matches(topic.bind(template, bindings), input.request.topic)
}

may_receive if {
	input.request.action == "subscribe"
	some template in input.device.may_subscribe
	topic.includes(topic.bind(template, bindings), input.request.topic)
}

may_receive if {
	input.request.action == "deliver"
	some template in input.device.may_subscribe
	topic.matches(topic.bind(template, bindings), input.request.topic)
}

# bindings are what a template's names stand for. Any other name stands for one level.
bindings["device"] := input.device.id

bindings["tenant"] := input.device.tenant

bindings["class"] := input.device.class

needs contains ["DEV-07", fact] if {
	"DEV-07" in examined
	some fact in listed
}

listed contains "request.topic"

listed contains "device.may_publish" if input.request.action == "publish"

listed contains "device.may_subscribe" if input.request.action in {"subscribe", "deliver"}

listed contains "device.may_retain" if {
	input.request.action == "publish"
	input.request.retain == true
}

# A template whose names are bound to nothing would match other devices' topics.
listed contains fact if {
	some name, fact in {"{device}": "device.id", "{tenant}": "device.tenant", "{class}": "device.class"}
	some templates in [input.device.may_publish, input.device.may_subscribe]
	some template in templates
	contains(template, name)
}
