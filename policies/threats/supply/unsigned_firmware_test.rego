package threats.supply.unsigned_firmware_test

import data.threats.supply.unsigned_firmware as rule

model(updates) := indexed({"components": {"part": {"kind": "device", "updates": updates}, "service": {"kind": "service", "updates": updates}}})

test_fails_on_unsigned_updates if {
	rule.finding == {{"element": "part"}} with input as model({"signed": false, "anti_rollback": true})
}

test_fails_when_old_versions_are_accepted if {
	rule.finding == {{"element": "part"}} with input as model({"signed": true, "anti_rollback": false})
}

test_passes_with_both if {
	count(rule.finding) == 0 with input as model({"signed": true, "anti_rollback": true})
}

test_waits_for_the_facts if {
	count(rule.finding) == 0 with input as model({})
}
