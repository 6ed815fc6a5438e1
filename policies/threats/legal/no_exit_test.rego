package threats.legal.no_exit_test

import data.threats.legal.no_exit as rule

model(facts) := indexed({"parties": {"nimbus": object.union({"kind": "provider"}, facts)}})

test_fails_without_a_plan if {
	rule.finding == {{"element": "nimbus"}} with input as model({"exit_plan": false})
}

test_passes_with_one if {
	count(rule.finding) == 0 with input as model({"exit_plan": true})
}

test_waits_for_the_fact if {
	count(rule.finding) == 0 with input as model({})
}

test_does_not_apply_to_ourselves if {
	count(rule.finding) == 0 with input as model({"kind": "customer", "exit_plan": false})
}
