package threats.insider.break_glass_test

import data.threats.insider.break_glass as rule

model(facts) := indexed({"roles": {"person": facts}})

test_fails_without_an_alarm if {
	rule.finding == {{"element": "person"}} with input as model({"granted": "break-glass", "alerts": false})
}

test_fails_without_an_end if {
	rule.finding == {{"element": "person"}} with input as model({"granted": "break-glass", "alerts": true, "expires": 1e15})
}

test_passes_when_short_and_loud if {
	given := model({"granted": "break-glass", "alerts": true, "expires": 0.25})
	rule.applicable == {"person"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_grant if {
	rule.applicable == {"person"} with input as model({})
}

test_does_not_apply_to_ordinary_roles if {
	count(rule.applicable) == 0 with input as model({"granted": "standing", "alerts": false})
}
