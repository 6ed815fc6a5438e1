package threats.protocols.identity_dropped_test

import data.threats.protocols.identity_dropped as rule

model(facts, kind) := indexed({
	"components": {"door": {"kind": kind}, "queue": {"kind": "broker"}},
	"flows": {"enqueue": object.union({"from": "door", "to": "queue", "purpose": "telemetry"}, facts)},
})

test_fails_on_an_account_of_its_own if {
	rule.finding == {{"element": "enqueue", "related": ["door"]}} with input as model({"identity": "service"}, "edge")
}

test_passes_when_the_caller_is_named if {
	given := model({"identity": "caller"}, "gateway")
	rule.applicable == {"enqueue"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_identity if {
	given := model({}, "edge")
	rule.applicable == {"enqueue"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_services if {
	given := model({"identity": "service"}, "service")
	count(rule.applicable) == 0 with input as given
	count(rule.finding) == 0 with input as given
}
