package threats.tenancy.not_wiped_test

import data.threats.tenancy.not_wiped as rule

model(facts) := indexed({"components": {"part": facts}})

test_fails_on_an_unwiped_host if {
	rule.finding == {{"element": "part"}} with input as model({"kind": "host", "tenancy": "single", "wiped": false})
}

test_fails_on_an_unwiped_shared_store if {
	rule.finding == {{"element": "part"}} with input as model({"kind": "store", "tenancy": "shared", "wiped": false})
}

test_passes_when_wiped if {
	given := model({"kind": "host", "wiped": true})
	rule.applicable == {"part"} with input as given
	count(rule.finding) == 0 with input as given
	count(rule.unknown) == 0 with input as given
}

test_waits_for_the_fact if {
	rule.unknown == {{"element": "part", "facts": ["wiped"]}} with input as model({"kind": "host"})
}

test_waits_for_the_tenancy_of_a_store if {
	given := model({"kind": "store", "wiped": false})
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "part", "facts": ["tenancy"]}} with input as given
}

test_does_not_apply_to_a_store_of_one_tenant if {
	count(rule.applicable) == 0 with input as model({"kind": "store", "tenancy": "single", "wiped": false})
}

test_does_not_apply_to_our_own_host if {
	given := indexed({"parties": {"us": {"kind": "customer"}}, "components": {"part": {"kind": "host", "operator": "us", "wiped": false}}})
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
