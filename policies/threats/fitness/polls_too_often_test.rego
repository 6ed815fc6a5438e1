package threats.fitness.polls_too_often_test

import data.threats.fitness.polls_too_often as rule

model(flow, platform) := indexed({
	"components": {"pump": {"kind": "device"}, "platform": object.union({"kind": "edge"}, platform)},
	"flows": {"ask": object.union({"from": "pump", "to": "platform"}, flow)},
})

test_fails_when_asked_too_often if {
	rule.finding == {{"element": "ask", "related": ["platform"]}} with input as model({"poll_every": 0.001}, {"poll_limit": 0.01})
}

test_passes_when_asked_seldom_enough if {
	given := model({"poll_every": 0.01}, {"poll_limit": 0.01})
	rule.applicable == {"ask"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_without_either if {
	every facts in [[{}, {"poll_limit": 1}], [{"poll_every": 1}, {}]] {
		given := model(facts[0], facts[1])
		count(rule.applicable) + count(rule.finding) == 0 with input as given
	}
}
