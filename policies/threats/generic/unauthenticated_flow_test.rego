package threats.generic.unauthenticated_flow_test

import data.threats.generic.unauthenticated_flow as rule

model(authentication, sensitivity) := indexed({
	"components": {"desk": {"kind": "client"}, "service": {"kind": "service"}, "door": {"kind": "edge"}},
	"flows": {
		"call": object.union({"from": "desk", "to": "service"}, authentication),
		"enter": object.union({"from": "desk", "to": "door"}, authentication),
	},
	"assets": {"data": {"at": ["service"], "sensitivity": sensitivity}},
})

anonymous := {"authentication": "none"}

failing := {{"element": "call", "related": ["service"]}}

test_fails_on_secrets if {
	rule.finding == failing with input as model(anonymous, {"confidentiality": 3, "integrity": 1, "availability": 1})
}

test_fails_on_what_must_not_change if {
	rule.finding == failing with input as model(anonymous, {"confidentiality": 1, "integrity": 3, "availability": 1})
}

test_fails_on_what_must_run if {
	rule.finding == failing with input as model(anonymous, {"confidentiality": 1, "integrity": 1, "availability": 4})
}

content(flow, sensitivity) := indexed({
	"components": {"desk": {"kind": "client"}, "service": {"kind": "service", "sensitivity": {"confidentiality": 5, "integrity": 5, "availability": 5}}},
	"flows": {"call": object.union({"from": "desk", "to": "service", "authentication": "none"}, flow)},
	"assets": {"data": {"sensitivity": sensitivity}},
})

test_what_it_lists_says_whether_it_matters if {
	rule.finding == failing with input as content({"returns": ["data"]}, {"confidentiality": 3, "integrity": 1, "availability": 1})
	rule.finding == failing with input as content({"carries": ["data"]}, {"confidentiality": 1, "integrity": 3, "availability": 1})
}

test_passes_on_public_pages if {
	given := content({"returns": ["data"]}, {"confidentiality": 1, "integrity": 5, "availability": 5})
	"call" in rule.pass with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_sensitivity_of_what_it_lists if {
	given := content({"returns": ["data"]}, {})
	not "call" in rule.pass with input as given
	count(rule.finding) == 0 with input as given
}

test_passes_when_the_caller_is_asked if {
	given := model({"authentication": "token"}, {"confidentiality": 5})
	"call" in rule.pass with input as given
	count(rule.finding) == 0 with input as given
}

test_passes_when_nothing_matters if {
	given := model(anonymous, {"confidentiality": 1, "integrity": 1, "availability": 1})
	"call" in rule.pass with input as given
	count(rule.finding) == 0 with input as given
}

test_passes_whoever_asks_for_what_does_not_matter if {
	"call" in rule.pass with input as model({}, {"confidentiality": 1, "integrity": 1, "availability": 1})
}

test_waits_for_the_sensitivity if {
	given := model(anonymous, {"confidentiality": 1})
	not "call" in rule.pass with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_doors if {
	rule.applicable == {"call"} with input as model(anonymous, {"confidentiality": 5})
}
