package threats.audit.no_common_clock_test

import data.threats.audit.no_common_clock as rule

model(facts) := indexed({"components": {"log": object.union({"kind": "log"}, facts)}})

test_fails_without_a_source if {
	rule.finding == {{"element": "log"}} with input as model({"time_source": "none"})
}

test_passes_with_one if {
	count(rule.finding) == 0 with input as model({"time_source": "nts"})
}

test_waits_for_the_fact if {
	count(rule.finding) == 0 with input as model({})
}

test_does_not_apply_to_services if {
	count(rule.finding) == 0 with input as model({"kind": "service", "time_source": "none"})
}
