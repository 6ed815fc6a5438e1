package threats.insider.data_in_use_test

import data.threats.insider.data_in_use as rule

model(service, attacker) := indexed({
	"boundaries": {"cloud": {"kind": "provider"}},
	"components": {"service": object.union({"kind": "service", "inside": "cloud"}, service)},
	"assets": {"data": {"at": ["service"], "sensitivity": {"confidentiality": 4, "integrity": 1, "availability": 1}}},
	"attackers": {"admin": {"kind": attacker, "at": ["cloud"]}},
})

test_fails_with_an_insider_around if {
	rule.finding == {{"element": "service", "related": ["admin"]}} with input as model({"isolation": "vm"}, "insider")
}

test_passes_in_a_confidential_machine if {
	given := model({"isolation": "confidential"}, "insider")
	rule.pass == {"service"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_isolation if {
	given := model({}, "insider")
	rule.applicable == {"service"} with input as given
	count(rule.finding) == 0 with input as given
	count(rule.pass) == 0 with input as given
}

test_waits_for_the_sensitivity if {
	given := indexed({
		"boundaries": {"cloud": {"kind": "provider"}},
		"components": {"service": {"kind": "service", "inside": "cloud", "isolation": "vm"}},
		"assets": {"data": {"at": ["service"]}},
		"attackers": {"admin": {"kind": "insider", "at": ["cloud"]}},
	})
	rule.applicable == {"service"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_without_an_insider if {
	given := model({"isolation": "vm"}, "outsider")
	count(rule.applicable) == 0 with input as given
	count(rule.finding) == 0 with input as given
}
