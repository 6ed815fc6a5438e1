package threats.protocols.unguarded_actuator_test

import data.threats.protocols.unguarded_actuator as rule

model(service, lock) := indexed({
	"boundaries": {"home": {"kind": "site"}},
	"components": {
		"service": object.union({"kind": "service"}, service),
		"lock": object.union({"kind": "device", "inside": "home"}, lock),
	},
	"flows": {"open": {"from": "service", "to": "lock", "purpose": "command"}},
})

test_fails_without_filter_and_interlock if {
	given := model({"checks": ["object"]}, {"actuator": true, "interlock": false})
	rule.finding == {{"element": "open", "related": ["service", "lock"]}} with input as given
}

test_passes_with_a_filter if {
	given := model({"checks": ["command"]}, {"actuator": true, "interlock": false})
	rule.pass == {"open"} with input as given
	count(rule.finding) == 0 with input as given
}

test_passes_with_an_interlock if {
	given := model({}, {"actuator": true, "interlock": true})
	rule.pass == {"open"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_facts if {
	given := model({}, {"actuator": true})
	rule.applicable == {"open"} with input as given
	count(rule.pass) == 0 with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_what_moves_nothing if {
	count(rule.applicable) == 0 with input as model({"checks": []}, {"actuator": false})
}
