package threats.keys.extractable_key_test

import data.threats.keys.extractable_key as rule

model(facts) := indexed({"components": {"sensor": object.union({"kind": "device"}, facts)}})

test_fails_on_a_key_in_a_file if {
	rule.finding == {{"element": "sensor"}} with input as model({"physically_exposed": true, "credential": {"storage": "file"}})
}

test_passes_with_a_secure_element if {
	given := model({"credential": {"storage": "secure-element"}})
	rule.pass == {"sensor"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_storage if {
	given := model({"physically_exposed": true, "credential": {"kind": "x509"}})
	rule.applicable == {"sensor"} with input as given
	count(rule.finding) == 0 with input as given
	count(rule.pass) == 0 with input as given
}

test_does_not_apply_behind_locked_doors if {
	count(rule.applicable) == 0 with input as model({"physically_exposed": false, "credential": {"storage": "file"}})
}

test_does_not_apply_without_a_credential if {
	count(rule.applicable) == 0 with input as model({"credential": {"kind": "none"}})
}
