package threats.generic.forged_request_test

import data.threats.generic.forged_request as rule

model(flow, shop) := indexed({
	"components": {"browser": {"kind": "client"}, "shop": object.union({"kind": "service"}, shop)},
	"assets": {"orders": {"at": ["shop"]}},
	"flows": {"order": object.union({"from": "browser", "to": "shop", "protocol": "http"}, flow)},
})

cookie := {"credential_in": "cookie", "carries": ["orders"]}

found := {{"element": "order", "related": ["shop"]}}

test_fails_on_a_cookie if {
	rule.finding == found with input as model(cookie, {"checks": ["object"]})
	rule.finding == found with input as model({"credential_in": "cookie", "purpose": "command"}, {"checks": []})
}

test_passes_when_the_origin_is_checked if {
	given := model(cookie, {"checks": ["origin"]})
	rule.applicable == {"order"} with input as given
	rule.pass == {"order"} with input as given
	count(rule.finding) == 0 with input as given
}

test_passes_with_a_header if {
	rule.pass == {"order"} with input as model({"credential_in": "header", "carries": ["orders"]}, {})
}

test_passes_where_nobody_signs_in if {
	rule.pass == {"order"} with input as model({"authentication": "none", "carries": ["orders"]}, {})
}

test_waits_for_the_facts if {
	given := model({"carries": ["orders"]}, {})
	rule.applicable == {"order"} with input as given
	count(rule.finding) + count(rule.pass) == 0 with input as given
}

test_does_not_apply_to_reading if {
	given := model({"credential_in": "cookie", "returns": ["orders"]}, {"checks": []})
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
