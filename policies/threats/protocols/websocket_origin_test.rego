package threats.protocols.websocket_origin_test

import data.threats.protocols.websocket_origin as rule

model(facts, edge) := indexed({
	"components": {"phone": {"kind": "client"}, "edge": object.union({"kind": "edge"}, edge)},
	"flows": {"call": object.union({"from": "phone", "to": "edge", "protocol": "ws"}, facts)},
})

test_fails_when_the_origin_is_not_checked if {
	rule.finding == {{"element": "call", "related": ["edge"]}} with input as model({}, {"checks": []})
}

test_fails_on_a_token_in_the_address if {
	rule.finding == {{"element": "call"}} with input as model({"credential_in": "url"}, {})
}

test_passes_when_both_are_right if {
	count(rule.finding) == 0 with input as model({"credential_in": "header"}, {"checks": ["origin"]})
}

test_waits_for_the_facts if {
	count(rule.finding) == 0 with input as model({}, {})
}

test_does_not_apply_to_other_protocols if {
	count(rule.finding) == 0 with input as model({"protocol": "http"}, {"checks": []})
}
