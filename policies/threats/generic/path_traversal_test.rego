package threats.generic.path_traversal_test

import data.threats.generic.path_traversal as rule

model(caller, flow, store) := indexed({
	"components": {"desk": {"kind": "client"}, "code": object.union({"kind": "service"}, caller), "store": object.union({"kind": "store"}, store), "job": {"kind": "service", "custom_code": true}},
	"flows": {"call": {"from": "desk", "to": "code"}, "ask": object.union({"from": "code", "to": "store"}, flow), "tidy": object.union({"from": "job", "to": "store"}, flow)},
})

custom := {"custom_code": true}

found := {{"element": "ask", "related": ["code", "store"]}}

test_fails_on_a_protocol_of_files if {
	rule.finding == found with input as model(custom, {"protocol": "file"}, {})
}

test_fails_on_a_store_of_files if {
	rule.finding == found with input as model(custom, {"protocol": "http"}, {"technology": "file"})
}

test_passes_with_code_of_others if {
	given := model({"custom_code": false}, {"protocol": "file"}, {})
	rule.applicable == {"ask"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_whose_code_it_is if {
	given := model({}, {"protocol": "file"}, {})
	rule.applicable == {"ask"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_databases_and_to_what_nobody_calls if {
	given := model(custom, {"protocol": "sql"}, {})
	count(rule.applicable) + count(rule.finding) == 0 with input as given
	not "tidy" in rule.applicable with input as model(custom, {"protocol": "file"}, {})
}
