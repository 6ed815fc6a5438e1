package threats.generic.exposed_store_test

import data.threats.generic.exposed_store as rule

model(facts) := indexed({"components": {"store": object.union({"kind": "store"}, facts)}})

test_fails_on_the_internet if {
	rule.finding == {{"element": "store"}} with input as model({"exposed_to": ["internet"]})
}

test_fails_for_a_broker if {
	rule.finding == {{"element": "store"}} with input as model({"kind": "broker", "exposed_to": ["internet"]})
}

test_passes_inside if {
	count(rule.finding) == 0 with input as model({"exposed_to": []})
}

test_does_not_apply_to_other_kinds if {
	every kind in ["service", "cache", "log"] {
		count(rule.finding) == 0 with input as model({"kind": kind, "exposed_to": ["internet"]})
	}
}
