package threats.devices.any_topic_test

import data.threats.devices.any_topic as rule

model(edge, class) := indexed({
	"components": {"edge": object.union({"kind": "edge"}, edge), "web": {"kind": "edge", "checks": []}, "queue": {"kind": "broker", "checks": []}, "lamp": object.union({"kind": "device"}, class)},
	"flows": {
		"state": {"from": "lamp", "to": "edge", "protocol": "mqtt"},
		"switch": {"from": "edge", "to": "lamp", "protocol": "mqtt"},
		"page": {"from": "lamp", "to": "web", "protocol": "http"},
		"store": {"from": "web", "to": "queue", "protocol": "amqp"},
	},
})

allowed := {"may_publish": ["lamps/{device}"], "may_subscribe": []}

test_fails_when_nobody_compares if {
	rule.finding == {{"element": "edge"}} with input as model({"checks": ["registered"]}, allowed)
}

test_a_broker_has_topics_anyway if {
	given := indexed({
		"components": {"broker": {"kind": "broker", "checks": []}, "lamp": {"kind": "device"}},
		"flows": {"state": {"from": "lamp", "to": "broker"}},
	})
	rule.finding == {{"element": "broker"}} with input as given
}

test_passes_with_check_and_lists if {
	given := model({"checks": ["topic"]}, allowed)
	rule.applicable == {"edge", "lamp"} with input as given
	count(rule.finding) + count(rule.unknown) == 0 with input as given
}

test_waits_for_checks_and_lists if {
	given := model({}, {})
	count(rule.finding) == 0 with input as given
	rule.unknown == {
		{"element": "edge", "facts": ["checks"]},
		{"element": "lamp", "facts": ["may_publish"]},
		{"element": "lamp", "facts": ["may_subscribe"]},
	} with input as given
}
