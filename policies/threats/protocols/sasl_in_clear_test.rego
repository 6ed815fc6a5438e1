package threats.protocols.sasl_in_clear_test

import data.threats.protocols.sasl_in_clear as rule

model(facts, edge) := indexed({
	"components": {"phone": {"kind": "client"}, "edge": object.union({"kind": "edge"}, edge)},
	"flows": {"call": object.union({"from": "phone", "to": "edge", "protocol": "amqp"}, facts)},
})

test_fails_on_a_password_in_clear if {
	rule.finding == {{"element": "call"}} with input as model({"tls": "none", "authentication": "password"}, {})
}

test_passes_with_tls if {
	given := model({"tls": "1.2"}, {})
	rule.pass == {"call"} with input as given
	count(rule.finding) == 0 with input as given
}

test_passes_with_a_key if {
	given := model({"tls": "none", "authentication": "psk"}, {})
	rule.pass == {"call"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_authentication if {
	given := model({"tls": "none"}, {})
	count(rule.pass) == 0 with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_other_protocols if {
	count(rule.finding) == 0 with input as model({"protocol": "http", "tls": "none", "authentication": "none"}, {})
}
