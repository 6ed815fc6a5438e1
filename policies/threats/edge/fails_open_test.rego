package threats.edge.fails_open_test

import data.threats.edge.fails_open as rule

model(facts) := indexed({"components": {"edge": object.union({"kind": "edge"}, facts)}})

test_fails_when_errors_allow if {
	rule.finding == {{"element": "edge"}} with input as model({"on_error": "allow"})
}

test_passes_when_errors_deny if {
	count(rule.finding) == 0 with input as model({"on_error": "deny"})
}

test_waits_for_the_fact if {
	count(rule.finding) == 0 with input as model({})
}

test_does_not_apply_to_a_store if {
	count(rule.finding) == 0 with input as model({"kind": "store", "on_error": "allow"})
}
