package threats.devices.foreign_tenant_test

import data.threats.devices.foreign_tenant as rule

model(edge) := indexed({"components": {"edge": object.union({"kind": "edge"}, edge), "sensor": {"kind": "device"}}})

test_fails_when_nobody_compares if {
	rule.finding == {{"element": "edge"}} with input as model({"tenancy": "shared", "checks": ["topic"]})
}

test_passes_with_the_check if {
	given := model({"checks": ["tenant"]})
	rule.applicable == {"edge"} with input as given
	count(rule.finding) == 0 with input as given
	rule.pass == {"edge"} with input as given
}

test_waits_for_checks_or_tenancy if {
	every facts in [{"tenancy": "shared"}, {"checks": []}] {
		given := model(facts)
		rule.applicable == {"edge"} with input as given
		count(rule.finding) + count(rule.pass) == 0 with input as given
	}
}

test_does_not_apply_to_a_single_tenant if {
	given := model({"tenancy": "single", "checks": []})
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
