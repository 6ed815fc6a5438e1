package threats.keys.long_lived_test

import data.threats.keys.long_lived as rule

model(credential, key) := indexed({
	"params": {"max_age": 730},
	"components": {
		"sensor": {"kind": "device", "credential": credential},
		"store": {"kind": "store", "encryption": {"key": "secret"}},
		"service": {"kind": "service"},
	},
	"keys": {"secret": key},
})

test_fails_on_a_credential_of_ten_years if {
	rule.finding == {{"element": "sensor", "args": {"days": 3650}}} with input as model({"lifetime": 3650}, {"lifetime": 90})
}

test_fails_on_a_key_of_ten_years if {
	rule.finding == {{"element": "store", "args": {"days": 3650}}} with input as model({"lifetime": 730}, {"lifetime": 3650})
}

test_passes_within_the_limit if {
	given := model({"lifetime": 730}, {"lifetime": 365})
	rule.applicable == {"sensor", "store"} with input as given
	count(rule.finding) == 0 with input as given
	count(rule.unknown) == 0 with input as given
}

test_waits_for_the_lifetimes if {
	rule.unknown == {
		{"element": "sensor", "facts": ["credential.lifetime"]},
		{"element": "store", "facts": ["lifetime@secret"]},
	} with input as model({}, {})
}

test_does_not_apply_where_there_is_neither if {
	rule.applicable == {"store"} with input as model({"kind": "none"}, {})
}
