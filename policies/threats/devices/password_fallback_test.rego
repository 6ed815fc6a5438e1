package threats.devices.password_fallback_test

import data.threats.devices.password_fallback as rule

model(credential) := indexed({"components": {"sensor": {"kind": "device", "credential": credential}}})

test_fails_on_a_password if {
	rule.finding == {{"element": "sensor"}} with input as model({"kind": "password"})
}

test_fails_on_a_way_around_the_key if {
	rule.finding == {{"element": "sensor"}} with input as model({"kind": "x509", "fallback": "password"})
}

test_passes_with_a_key_alone if {
	count(rule.finding) == 0 with input as model({"kind": "x509", "fallback": "none"})
}

test_waits_for_the_fallback if {
	count(rule.finding) == 0 with input as model({"kind": "x509"})
}

test_does_not_apply_to_services if {
	given := indexed({"components": {"service": {"kind": "service"}}})
	count(rule.finding) == 0 with input as given
}
