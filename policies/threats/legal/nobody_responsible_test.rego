package threats.legal.nobody_responsible_test

import data.threats.legal.nobody_responsible as rule

model(facts) := indexed({"mitigations": {"logs": facts}})

test_fails_when_nobody_does_it if {
	every status in ["implemented", "planned"] {
		rule.finding == {{"element": "logs"}} with input as model({"status": status})
	}
}

test_passes_when_somebody_does_it if {
	given := model({"status": "implemented", "responsible": "provider"})
	rule.applicable == {"logs"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_status if {
	given := model({})
	rule.applicable == {"logs"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_ideas if {
	given := model({"status": "proposed"})
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
