package threats.tenancy.placement_revealed_test

import data.threats.tenancy.placement_revealed as rule

model(facts) := indexed({"components": {"console": object.union({"kind": "control"}, facts)}})

test_fails_when_addresses_are_shown_outside if {
	given := model({"exposed_to": ["internet"], "reveals": ["address"]})
	rule.finding == {{"element": "console", "related": ["internet"]}} with input as given
}

test_passes_when_nothing_is_shown if {
	given := model({"exposed_to": ["internet"], "reveals": []})
	rule.applicable == {"console"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_what_is_shown if {
	given := model({"exposed_to": ["internet"]})
	rule.applicable == {"console"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_what_is_not_exposed if {
	given := model({"reveals": ["address"]})
	count(rule.applicable) == 0 with input as given
	count(rule.finding) == 0 with input as given
}
