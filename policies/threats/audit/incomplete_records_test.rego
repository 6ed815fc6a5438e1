package threats.audit.incomplete_records_test

import data.threats.audit.incomplete_records as rule

model(facts) := indexed({"components": {"log": object.union({"kind": "log"}, facts)}})

test_fails_when_words_are_missing if {
	given := model({"records": ["actor", "device", "time", "rule"]})
	rule.finding == {{"element": "log", "args": {"missing": ["tenant", "revision"]}}} with input as given
}

test_passes_when_all_is_recorded if {
	count(rule.finding) == 0 with input as model({"records": ["device", "tenant", "revision", "rule"]})
}

test_waits_for_the_records if {
	count(rule.finding) == 0 with input as model({})
}

test_does_not_apply_to_stores if {
	count(rule.finding) == 0 with input as model({"kind": "store", "records": []})
}
