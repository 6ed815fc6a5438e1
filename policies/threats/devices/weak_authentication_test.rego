package threats.devices.weak_authentication_test

import data.threats.devices.weak_authentication as rule

model(flow) := indexed({
	"components": {"sensor": {"kind": "device"}, "edge": {"kind": "edge"}},
	"flows": {
		"readings": object.union({"from": "sensor", "to": "edge"}, flow),
		"commands": object.union({"from": "edge", "to": "sensor"}, flow),
	},
})

failing := {{"element": "readings", "related": ["sensor"]}}

test_fails_on_a_password if {
	rule.finding == failing with input as model({"authentication": "password", "tls": "1.3"})
}

test_fails_without_tls if {
	rule.finding == failing with input as model({"authentication": "mutual-tls", "tls": "none"})
}

test_passes_with_mutual_tls if {
	given := model({"authentication": "mutual-tls", "tls": "1.2"})
	rule.applicable == {"readings"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_facts if {
	given := model({})
	rule.applicable == {"readings"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_what_devices_receive if {
	not "commands" in rule.applicable with input as model({"authentication": "none"})
}
