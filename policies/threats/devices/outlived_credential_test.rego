package threats.devices.outlived_credential_test

import data.threats.devices.outlived_credential as rule

model(edge) := indexed({"components": {"edge": object.union({"kind": "edge"}, edge), "sensor": {"kind": "device"}}})

test_fails_without_the_check if {
	rule.finding == {{"element": "edge"}} with input as model({"checks": ["registered"]})
}

test_passes_with_the_check if {
	given := model({"checks": ["revocation"]})
	rule.applicable == {"edge"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_what_it_checks if {
	count(rule.finding) == 0 with input as model({})
}

test_does_not_apply_without_devices if {
	given := indexed({"components": {"edge": {"kind": "edge", "checks": []}}})
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_shared_keys if {
	given := indexed({"components": {"edge": {"kind": "edge", "checks": []}, "sensor": {"kind": "device", "credential": {"kind": "psk"}}}})
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
