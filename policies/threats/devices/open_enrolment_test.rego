package threats.devices.open_enrolment_test

import data.threats.devices.open_enrolment as rule

model(class, edge) := indexed({"components": {"edge": object.union({"kind": "edge"}, edge), "sign": {"kind": "identity", "checks": []}, "lamp": object.union({"kind": "device"}, class)}})

claim := {"enrolment": {"method": "claim", "once": true, "window": 30}}

checks := {"checks": ["enrolment"]}

because(reason) := {{"element": "lamp", "args": {"because": [reason]}}}

test_fails_when_a_secret_works_again if {
	rule.finding == because("a secret works more than once") with input as model(object.union(claim, {"enrolment": {"once": false}}), checks)
}

test_fails_when_a_secret_never_ends if {
	rule.finding == because("a secret works for ever") with input as model(object.union(claim, {"enrolment": {"window": 1e15}}), checks)
}

test_fails_when_nobody_checks if {
	rule.finding == because("nobody checks it") with input as model(claim, {"checks": ["binding"]})
}

test_passes_when_all_is_well if {
	given := model(claim, checks)
	rule.applicable == {"lamp"} with input as given
	count(rule.finding) + count(rule.unknown) == 0 with input as given
}

test_somebody_else_may_check if {
	given := object.union(model(claim, {"checks": []}), {"components": {"sign": {"checks": ["enrolment"]}}})
	count(rule.finding) == 0 with input as given
}

test_waits_for_how_it_is_done if {
	given := model({"credential": {"kind": "x509"}}, checks)
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "lamp", "facts": ["enrolment.method"]}} with input as given
}

test_waits_for_its_limits if {
	given := model({"enrolment": {"method": "group-key"}}, checks)
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "lamp", "facts": ["enrolment.once"]}, {"element": "lamp", "facts": ["enrolment.window"]}} with input as given
}

test_waits_for_who_checks if {
	given := object.union(model(claim, {}), {"components": {"sign": {"kind": "identity"}}})
	count(rule.finding) == 0 with input as given
	{"element": "lamp", "facts": ["checks@edge"]} in rule.unknown with input as given
}

test_waits_for_the_sign_in_service_too if {
	given := indexed({"components": {"edge": {"kind": "edge", "checks": []}, "sign": {"kind": "identity"}, "lamp": object.union({"kind": "device"}, claim)}})
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "lamp", "facts": ["checks@sign"]}} with input as given
}

test_does_not_apply_in_the_factory if {
	given := model({"enrolment": {"method": "factory", "once": false}}, {"checks": []})
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}

test_does_not_apply_without_a_credential if {
	every facts in [{}, {"credential": {"kind": "none"}}] {
		count(rule.applicable) == 0 with input as model(facts, {"checks": []})
	}
}
