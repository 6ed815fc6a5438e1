package threats.protocols.mqtt_in_clear_test

import data.threats.protocols.mqtt_in_clear as rule

model(facts, edge) := indexed({
	"components": {"phone": {"kind": "client"}, "edge": object.union({"kind": "edge"}, edge)},
	"flows": {"call": object.union({"from": "phone", "to": "edge", "protocol": "mqtt"}, facts)},
})

test_fails_in_clear if {
	rule.finding == {{"element": "call"}} with input as model({"tls": "none", "authentication": "password"}, {})
}

test_fails_without_a_name if {
	rule.finding == {{"element": "call"}} with input as model({"tls": "1.3", "authentication": "none"}, {})
}

test_passes_with_mutual_tls if {
	count(rule.finding) == 0 with input as model({"tls": "1.3", "authentication": "mutual-tls"}, {})
}

test_waits_for_the_facts if {
	count(rule.finding) == 0 with input as model({}, {})
}

test_does_not_apply_to_other_protocols if {
	count(rule.finding) == 0 with input as model({"protocol": "http", "tls": "none"}, {})
}
