package threats.privacy.no_purpose_test

import data.threats.privacy.no_purpose as rule

model(facts) := indexed({"assets": {"visits": facts}})

test_fails_without_a_purpose if {
	rule.finding == {{"element": "visits", "args": {"about": ["location"]}}} with input as model({"holds": ["device-id", "location"]})
}

test_passes_with_a_purpose if {
	given := model({"holds": ["person"], "purpose": "invoices"})
	rule.applicable == {"visits"} with input as given
	count(rule.finding) + count(rule.unknown) == 0 with input as given
}

test_waits_for_what_it_holds if {
	given := model({})
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "visits", "facts": ["holds"]}} with input as given
}

test_does_not_apply_to_things if {
	given := model({"holds": ["device-id"]})
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
