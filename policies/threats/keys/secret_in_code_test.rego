package threats.keys.secret_in_code_test

import data.threats.keys.secret_in_code as rule

model(facts) := indexed({"components": {"sensor": object.union({"kind": "device"}, facts)}})

test_fails_on_a_secret_in_code if {
	rule.finding == {{"element": "sensor"}} with input as model({"credential": {"storage": "code"}})
}

test_passes_with_a_store_for_secrets if {
	given := model({"credential": {"storage": "keystore"}})
	rule.applicable == {"sensor"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_storage if {
	given := model({"credential": {"kind": "x509"}})
	rule.applicable == {"sensor"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_without_a_credential if {
	count(rule.applicable) == 0 with input as model({"credential": {"kind": "none"}})
}
