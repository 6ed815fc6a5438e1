package threats.audit.unalarmed_denials_test

import data.threats.audit.unalarmed_denials as rule

model(point, flow) := indexed({
	"components": {"point": point, "other": {"kind": "service"}, "log": {"kind": "log"}},
	"flows": {"out": object.union({"from": "point", "to": "other"}, flow)},
})

test_fails_without_such_a_flow if {
	rule.finding == {{"element": "point"}} with input as model({"kind": "edge"}, {"purpose": "telemetry"})
}

test_passes_with_one if {
	given := model({"kind": "edge"}, {"purpose": "alert"})
	rule.applicable == {"point"} with input as given
	count(rule.finding) == 0 with input as given
	count(rule.unknown) == 0 with input as given
}

test_waits_for_the_purpose if {
	given := model({"kind": "edge"}, {})
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "point", "facts": ["purpose@out"]}} with input as given
}

test_applies_to_whatever_checks_something if {
	rule.applicable == {"point"} with input as model({"kind": "service", "checks": ["object"]}, {"purpose": "other"})
}

test_waits_for_what_a_gateway_checks if {
	given := model({"kind": "gateway"}, {"purpose": "other"})
	rule.applicable == {"point"} with input as given
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "point", "facts": ["checks"]}} with input as given
}

test_fails_at_a_gateway_that_decides if {
	rule.finding == {{"element": "point"}} with input as model({"kind": "gateway", "checks": ["object"]}, {"purpose": "other"})
}

test_does_not_apply_to_services_and_devices if {
	count(rule.applicable) == 0 with input as model({"kind": "service"}, {"purpose": "other"})
	count(rule.applicable) == 0 with input as model({"kind": "device", "checks": ["replay"]}, {"purpose": "other"})
}
