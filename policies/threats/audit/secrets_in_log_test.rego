package threats.audit.secrets_in_log_test

import data.threats.audit.secrets_in_log as rule

model(asset, purpose) := indexed({
	"components": {"edge": {"kind": "edge"}, "log": {"kind": "log"}},
	"flows": {"record": {"from": "edge", "to": "log", "purpose": purpose, "carries": ["trail"]}},
	"assets": {"trail": asset},
})

test_fails_on_credentials if {
	given := model({"holds": ["device-id", "credential"]}, "audit")
	rule.finding == {{"element": "record", "related": ["trail"]}} with input as given
	count(rule.unknown) == 0 with input as given
}

test_passes_on_a_masked_log if {
	given := model({"holds": []}, "audit")
	count(rule.finding) == 0 with input as given
	count(rule.unknown) == 0 with input as given
}

test_waits_for_what_it_holds if {
	rule.unknown == {{"element": "record", "facts": ["holds@trail"]}} with input as model({}, "audit")
}

test_does_not_apply_to_telemetry if {
	count(rule.finding) == 0 with input as model({"holds": ["person"]}, "telemetry")
}
