package threats.edge.debug_interface_test

import data.threats.edge.debug_interface as rule

model(facts) := indexed({"components": {"edge": object.union({"kind": "edge"}, facts)}})

test_fails_on_an_open_interface if {
	rule.finding == {{"element": "edge"}} with input as model({"debug_interface": true})
}

test_passes_when_switched_off if {
	count(rule.finding) == 0 with input as model({"debug_interface": false})
}

test_waits_for_the_fact if {
	count(rule.finding) == 0 with input as model({})
}

test_does_not_apply_to_a_service if {
	count(rule.finding) == 0 with input as model({"kind": "service", "debug_interface": true})
}
