package threats.privacy.telling_topics_test

import data.threats.privacy.telling_topics as rule

model(facts) := indexed({
	"components": {"sensor": {"kind": "device"}, "broker": {"kind": "broker"}},
	"flows": {"readings": object.union({"from": "sensor", "to": "broker", "protocol": "mqtt"}, facts)},
})

test_fails_on_an_address if {
	rule.finding == {{"element": "readings"}} with input as model({"topic": "homes/{email}/events"})
}

test_passes_on_an_id if {
	count(rule.finding) == 0 with input as model({"topic": "devices/{device}/events"})
}

test_waits_for_the_topic if {
	count(rule.finding) == 0 with input as model({})
}

test_does_not_apply_to_http if {
	count(rule.finding) == 0 with input as model({"protocol": "http", "topic": "{name}"})
}
