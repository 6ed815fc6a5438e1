package threats.edge.endless_offline_test

import data.threats.edge.endless_offline as rule

model(facts) := indexed({"components": {"edge": object.union({"kind": "edge"}, facts)}})

test_fails_without_a_limit if {
	rule.finding == {{"element": "edge"}} with input as model({"offline_limit": 1e15})
}

test_passes_within_a_day if {
	count(rule.finding) == 0 with input as model({"offline_limit": 1})
}

test_waits_for_the_limit if {
	count(rule.finding) == 0 with input as model({})
}

test_does_not_apply_to_a_service if {
	count(rule.finding) == 0 with input as model({"kind": "service", "offline_limit": 1e15})
}
