package threats.fitness.blocked_port_test

import data.threats.fitness.blocked_port as rule

model(flow) := indexed({
	"components": {"meter": {"kind": "device"}, "edge": {"kind": "edge"}},
	"flows": {"readings": object.union({"from": "meter", "to": "edge"}, flow)},
})

blocked(port) := {{"element": "readings", "args": {"port": port}}}

test_fails_when_the_port_is_blocked if {
	rule.finding == blocked(8884) with input as model({"protocol": "mqtt", "port": 8884, "network_allows": [443]})
}

test_knows_the_usual_ports if {
	rule.finding == blocked(8883) with input as model({"protocol": "mqtt", "tls": "1.3", "network_allows": [443]})
	rule.finding == blocked(1883) with input as model({"protocol": "mqtt", "tls": "none", "network_allows": [443]})
	rule.finding == blocked(5671) with input as model({"protocol": "amqp", "tls": "encrypted", "network_allows": [80, 443]})
}

test_passes_when_it_is_let_through if {
	given := model({"protocol": "mqtt", "tls": "1.3", "network_allows": [443, 8883]})
	rule.applicable == {"readings"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_otherwise if {
	every flow in [
		{"protocol": "mqtt", "port": 8883},
		{"protocol": "mqtt", "network_allows": [443]},
		{"protocol": "ws", "port": 8080, "network_allows": [443]},
	] {
		given := model(flow)
		count(rule.applicable) + count(rule.finding) == 0 with input as given
	}
}
