package threats.generic.exposed_management_test

import data.threats.generic.exposed_management as rule

model(facts) := indexed({"components": {"console": object.union({"kind": "control"}, facts)}})

test_fails_on_the_internet if {
	rule.finding == {{"element": "console"}} with input as model({"exposed_to": ["internet"]})
}

test_passes_inside if {
	count(rule.finding) == 0 with input as model({"exposed_to": []})
}

test_does_not_apply_to_services if {
	count(rule.finding) == 0 with input as model({"kind": "service", "exposed_to": ["internet"]})
}
