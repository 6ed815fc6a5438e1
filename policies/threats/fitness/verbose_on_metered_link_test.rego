package threats.fitness.verbose_on_metered_link_test

import data.threats.fitness.verbose_on_metered_link as rule

model(flow) := indexed({
	"components": {"meter": {"kind": "device"}, "edge": {"kind": "edge"}},
	"flows": {"readings": object.union({"from": "meter", "to": "edge", "protocol": "http", "metered": true}, flow)},
	"params": {"rate": 8760},
})

test_fails_when_it_talks_often if {
	every flow in [{"rate": 10000}, {"poll_every": 0.01}, {"rate": 10000, "protocol": "xmpp", "purpose": "telemetry"}] {
		rule.finding == {{"element": "readings"}} with input as model(flow)
	}
}

test_passes_when_it_talks_seldom if {
	given := model({"rate": 365})
	rule.applicable == {"readings"} with input as given
	count(rule.finding) + count(rule.unknown) == 0 with input as given
}

test_waits_for_how_often if {
	given := model({})
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "readings", "facts": ["rate"]}} with input as given
}

test_does_not_apply_otherwise if {
	every flow in [{"metered": false, "rate": 10000}, {"protocol": "mqtt", "rate": 10000}, {"purpose": "update", "rate": 10000}] {
		given := model(flow)
		count(rule.applicable) + count(rule.finding) == 0 with input as given
	}
}
