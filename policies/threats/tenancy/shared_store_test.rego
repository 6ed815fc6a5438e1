package threats.tenancy.shared_store_test

import data.threats.tenancy.shared_store as rule

model(facts) := indexed({"components": {"store": object.union({"kind": "store"}, facts)}})

test_fails_when_only_the_application_separates if {
	rule.finding == {{"element": "store"}} with input as model({"tenancy": "shared", "isolation": "application"})
}

test_passes_with_a_namespace_for_each_tenant if {
	given := model({"tenancy": "shared", "isolation": "namespace"})
	count(rule.finding) == 0 with input as given
	rule.pass == {"store"} with input as given
}

test_waits_for_the_isolation if {
	given := model({"tenancy": "shared"})
	rule.applicable == {"store"} with input as given
	count(rule.finding) == 0 with input as given
	count(rule.pass) == 0 with input as given
}

test_waits_for_the_tenancy if {
	given := model({"isolation": "none"})
	rule.applicable == {"store"} with input as given
	count(rule.finding) == 0 with input as given
	count(rule.pass) == 0 with input as given
}

test_does_not_apply_to_a_single_tenant if {
	count(rule.applicable) == 0 with input as model({"tenancy": "single", "isolation": "none"})
}
