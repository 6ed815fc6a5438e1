package threats.fitness.amqp_on_small_device_test

import data.threats.fitness.amqp_on_small_device as rule

model(device, flow) := indexed({
	"components": {"broker": {"kind": "broker", "memory": 1}, "worker": {"kind": "service", "memory": 1}, "meter": object.union({"kind": "device"}, device)},
	"flows": {"send": object.union({"from": "meter", "to": "broker", "protocol": "amqp"}, flow)},
	"params": {"memory": 1048576},
})

test_fails_when_memory_is_short if {
	rule.finding == {{"element": "send", "related": ["meter"], "args": {"device": "meter"}}} with input as model({"memory": 65536}, {})
}

test_the_arrow_may_point_the_other_way if {
	given := model({"memory": 65536}, {"from": "broker", "to": "meter"})
	rule.applicable == {"send"} with input as given
	count(rule.finding) == 1 with input as given
}

test_passes_with_enough_memory if {
	given := model({"memory": 4194304}, {})
	rule.applicable == {"send"} with input as given
	count(rule.finding) + count(rule.unknown) == 0 with input as given
}

test_waits_for_the_memory if {
	given := model({}, {})
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "send", "facts": ["memory@meter"]}} with input as given
}

test_waits_either_way if {
	rule.unknown == {{"element": "send", "facts": ["memory@meter"]}} with input as model({}, {"from": "broker", "to": "meter"})
}

test_does_not_apply_among_servers if {
	given := model({"memory": 1}, {"from": "worker"})
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
