package threats.keys.revocation_unchecked_test

import data.threats.keys.revocation_unchecked as rule

model(facts) := indexed({"components": {"edge": object.union({"kind": "edge"}, facts)}})

test_fails_when_revocation_is_not_among_the_checks if {
	rule.finding == {{"element": "edge"}} with input as model({"checks": ["registered", "status"]})
}

test_passes_when_everything_is_checked if {
	count(rule.finding) == 0 with input as model({"checks": ["all"]})
}

test_waits_for_the_checks if {
	count(rule.finding) == 0 with input as model({})
}

test_does_not_apply_to_a_service if {
	count(rule.finding) == 0 with input as model({"kind": "service", "checks": []})
}
