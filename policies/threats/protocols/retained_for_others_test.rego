package threats.protocols.retained_for_others_test

import data.threats.protocols.retained_for_others as rule

model(facts) := indexed({"components": {"sensor": object.union({"kind": "device"}, facts)}})

test_fails_on_a_common_topic if {
	rule.finding == {{"element": "sensor"}} with input as model({"may_retain": true, "may_publish": ["state"]})
}

test_passes_under_its_own_name if {
	count(rule.finding) == 0 with input as model({"may_retain": true, "may_publish": ["devices/{device}/state"]})
}

test_passes_without_retained_messages if {
	given := model({"may_retain": false})
	rule.pass == {"sensor"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_fact if {
	given := model({"may_publish": ["state"]})
	count(rule.pass) == 0 with input as given
	count(rule.finding) == 0 with input as given
}
