package threats.protocols.client_id_takeover_test

import data.threats.protocols.client_id_takeover as rule

model(facts, edge) := indexed({
	"components": {"phone": {"kind": "client"}, "edge": object.union({"kind": "edge"}, edge)},
	"flows": {"call": object.union({"from": "phone", "to": "edge", "protocol": "mqtt"}, facts)},
})

test_fails_when_client_ids_are_believed if {
	rule.finding == {{"element": "edge"}} with input as model({}, {"checks": ["topic"]})
}

test_passes_when_they_are_checked if {
	given := model({}, {"checks": ["client-id"]})
	rule.applicable == {"edge"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_checks if {
	given := model({}, {})
	rule.applicable == {"edge"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_without_mqtt if {
	given := model({"protocol": "http"}, {"checks": []})
	count(rule.applicable) == 0 with input as given
	count(rule.finding) == 0 with input as given
}
