package threats.tenancy.shared_key_test

import data.threats.tenancy.shared_key as rule

model(key, store) := indexed({
	"components": {"store": object.union({"kind": "store", "encryption": {"key": "secret"}}, store)},
	"keys": {"secret": key, "unused": {}},
})

test_fails_on_a_shared_key if {
	given := model({"tenancy": "shared"}, {"tenancy": "single"})
	rule.finding == {{"element": "secret", "related": ["store"]}} with input as given
	rule.applicable == {"secret"} with input as given
}

test_passes_with_a_key_for_each_tenant if {
	given := model({"tenancy": "single"}, {"tenancy": "shared"})
	rule.applicable == {"secret"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_tenancy_of_the_key if {
	given := model({}, {})
	rule.applicable == {"secret"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_where_nothing_is_shared if {
	count(rule.applicable) == 0 with input as model({}, {"tenancy": "single"})
}
