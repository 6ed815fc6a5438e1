package threats.keys.shared_credential_test

import data.threats.keys.shared_credential as rule

model(facts) := indexed({"components": {"sensor": object.union({"kind": "device"}, facts)}})

test_fails_on_a_secret_of_the_fleet if {
	rule.finding == {{"element": "sensor"}} with input as model({"credential": {"kind": "psk", "scope": "fleet"}})
}

test_passes_with_one_for_each_device if {
	given := model({"credential": {"kind": "psk", "scope": "device"}})
	rule.applicable == {"sensor"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_scope if {
	given := model({})
	rule.applicable == {"sensor"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_without_a_credential if {
	count(rule.applicable) == 0 with input as model({"credential": {"kind": "none"}})
}
