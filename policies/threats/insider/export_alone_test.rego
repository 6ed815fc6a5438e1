package threats.insider.export_alone_test

import data.threats.insider.export_alone as rule

model(facts) := indexed({"roles": {"person": facts}})

test_fails_when_one_person_is_enough if {
	rule.finding == {{"element": "person"}} with input as model({"may": ["export"], "approvals": 1})
}

test_passes_when_two_must_agree if {
	given := model({"may": ["export"], "approvals": 2})
	rule.pass == {"person"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_approvals if {
	given := model({"may": ["export"]})
	rule.applicable == {"person"} with input as given
	count(rule.finding) == 0 with input as given
	count(rule.pass) == 0 with input as given
}

test_does_not_apply_without_the_right if {
	given := model({"may": ["read-data"], "approvals": 1})
	count(rule.applicable) == 0 with input as given
	count(rule.finding) == 0 with input as given
}
