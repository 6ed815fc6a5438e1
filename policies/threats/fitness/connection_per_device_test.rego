package threats.fitness.connection_per_device_test

import data.threats.fitness.connection_per_device as rule

model(gateway, flow, devices) := indexed({
	"components": {
		"relay": object.union({"kind": "gateway"}, gateway), "edge": {"kind": "edge"},
		"lamp": object.union({"kind": "device"}, devices), "plug": {"kind": "device", "count": 100},
	},
	"flows": {
		"up": object.union({"from": "relay", "to": "edge", "protocol": "mqtt"}, flow),
		"in": {"from": "lamp", "to": "relay"}, "out": {"from": "relay", "to": "plug", "protocol": "http"},
	},
	"params": {"devices": 100},
})

each := {"connections": "per-device", "replicas": 2}

test_fails_with_many_devices_behind if {
	given := model(each, {}, {"count": 101})
	rule.finding == {{"element": "relay", "related": {"lamp", "plug"}, "args": {"protocols": {"mqtt"}}}} with input as given
}

test_passes_with_few if {
	given := model(each, {}, {"count": 100})
	rule.applicable == {"relay"} with input as given
	count(rule.finding) + count(rule.unknown) == 0 with input as given
}

test_waits_for_how_many_there_are if {
	given := model({"connections": "per-device"}, {}, {})
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "relay", "facts": ["replicas"]}, {"element": "relay", "facts": ["count@lamp"]}} with input as given
}

test_does_not_apply_otherwise if {
	every given in [model({"connections": "shared", "replicas": 1}, {}, {"count": 999}), model(each, {"protocol": "amqp"}, {"count": 999})] {
		count(rule.applicable) + count(rule.finding) == 0 with input as given
	}
}
