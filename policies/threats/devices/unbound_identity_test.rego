package threats.devices.unbound_identity_test

import data.threats.devices.unbound_identity as rule

model(facts) := indexed({"components": {"edge": object.union({"kind": "edge"}, facts), "sensor": {"kind": "device"}}})

test_fails_when_it_is_not_checked if {
	rule.finding == {{"element": "edge"}} with input as model({"checks": ["quota"]})
}

test_passes_when_it_is_checked if {
	given := model({"checks": ["binding"]})
	rule.applicable == {"edge"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_checks if {
	given := model({})
	rule.applicable == {"edge"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_without_devices if {
	given := indexed({"components": {"edge": {"kind": "edge", "checks": []}}})
	count(rule.applicable) == 0 with input as given
	count(rule.finding) == 0 with input as given
}
