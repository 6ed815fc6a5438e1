package threats.protocols.replayable_command_test

import data.threats.protocols.replayable_command as rule

model(facts, lock) := indexed({
	"components": {"service": {"kind": "service"}, "lock": object.union({"kind": "device"}, lock)},
	"flows": {"open": object.union({"from": "service", "to": "lock", "purpose": "command"}, facts)},
})

test_fails_when_replay_is_not_checked if {
	rule.finding == {{"element": "open", "related": ["lock"]}} with input as model({}, {"checks": []})
}

test_passes_when_it_is if {
	count(rule.finding) == 0 with input as model({}, {"checks": ["replay"]})
}

test_waits_for_the_checks if {
	count(rule.finding) == 0 with input as model({}, {})
}

test_does_not_apply_to_telemetry if {
	count(rule.finding) == 0 with input as model({"purpose": "telemetry"}, {"checks": []})
}
