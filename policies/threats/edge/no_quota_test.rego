package threats.edge.no_quota_test

import data.threats.edge.no_quota as rule

model(facts) := indexed({"components": {"edge": object.union({"kind": "edge"}, facts)}})

test_fails_without_a_quota if {
	rule.finding == {{"element": "edge"}} with input as model({"checks": ["registered"]})
}

test_passes_with_a_quota if {
	count(rule.finding) == 0 with input as model({"checks": ["quota"]})
}

test_waits_for_the_checks if {
	count(rule.finding) == 0 with input as model({})
}

test_does_not_apply_to_a_service if {
	count(rule.finding) == 0 with input as model({"kind": "service", "checks": []})
}
