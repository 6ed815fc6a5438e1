package threats.generic.foreign_script_test

import data.threats.generic.foreign_script as rule

model(flow, page) := indexed({
	"components": {"browser": {"kind": "client"}, "page": object.union({"kind": "service"}, page)},
	"assets": {"posts": {"at": ["page"]}},
	"flows": {"write": object.union({"from": "browser", "to": "page", "protocol": "http", "returns": ["posts"]}, flow)},
})

both := {"carries": ["posts"]}

test_fails_on_a_page_of_our_own if {
	given := model(both, {"technology": "web-application", "custom_code": true})
	rule.finding == {{"element": "write", "related": ["page"]}} with input as given
}

test_passes_with_code_of_others if {
	given := model(both, {"technology": "cms", "custom_code": false})
	rule.applicable == {"write"} with input as given
	rule.pass == {"write"} with input as given
	count(rule.finding) == 0 with input as given
}

test_passes_on_what_is_no_page if {
	rule.pass == {"write"} with input as model(both, {"technology": "json"})
}

test_waits_for_the_facts if {
	given := model(both, {})
	rule.applicable == {"write"} with input as given
	count(rule.finding) + count(rule.pass) == 0 with input as given
}

test_does_not_apply_to_reading if {
	given := model({}, {"technology": "web-application", "custom_code": true})
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
