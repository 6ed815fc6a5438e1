package threats.insider.erases_own_traces_test

import data.threats.insider.erases_own_traces as rule

model(facts) := indexed({"roles": {"person": facts}})

test_fails_on_both_rights if {
	rule.finding == {{"element": "person"}} with input as model({"may": ["administer", "erase-logs"]})
}

test_passes_with_one_of_them if {
	given := model({"may": ["administer", "deploy"]})
	rule.applicable == {"person"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_rights if {
	given := model({})
	rule.applicable == {"person"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_those_who_administer_nothing if {
	count(rule.applicable) == 0 with input as model({"may": ["erase-logs"]})
}
