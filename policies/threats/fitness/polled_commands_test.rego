package threats.fitness.polled_commands_test

import data.threats.fitness.polled_commands as rule

model(flow) := indexed({
	"components": {"edge": {"kind": "edge"}, "pump": {"kind": "device"}, "desk": {"kind": "client"}},
	"flows": {"orders": object.union({"from": "pump", "to": "edge", "purpose": "command", "protocol": "http"}, flow)},
	"params": {"delay": 0.001},
})

found := {{"element": "orders", "related": ["pump", "edge"]}}

test_fails_when_commands_wait if {
	rule.finding == found with input as model({"poll_every": 0.01})
}

test_the_arrow_may_point_the_other_way if {
	rule.finding == {{"element": "orders", "related": ["edge", "pump"]}} with input as model({"poll_every": 0.01, "from": "edge", "to": "pump"})
}

test_passes_when_asked_often if {
	given := model({"poll_every": 0.0001})
	rule.applicable == {"orders"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_other_ways if {
	every flow in [{}, {"poll_every": 1, "protocol": "mqtt"}, {"poll_every": 1, "purpose": "query"}, {"poll_every": 1, "from": "desk"}] {
		given := model(flow)
		count(rule.applicable) + count(rule.finding) == 0 with input as given
	}
}
