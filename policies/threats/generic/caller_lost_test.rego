package threats.generic.caller_lost_test

import data.threats.generic.caller_lost as rule

model(identity, fetch, sensitivity) := indexed({
	"components": {"app": {"kind": "client"}, "page": {"kind": "service"}, "records": {"kind": "service"}},
	"assets": {"charts": {"sensitivity": sensitivity}},
	"flows": {
		"view": object.union({"from": "app", "to": "page"}, identity),
		"fetch": object.union({"from": "page", "to": "records", "authentication": "mutual-tls", "returns": ["charts"]}, fetch),
	},
})

known := {"identity": "caller"}

secret := {"confidentiality": 4}

test_fails_when_the_caller_is_lost if {
	rule.finding == {{"element": "fetch", "related": ["page", "records"]}} with input as model(known, {"identity": "service"}, secret)
}

test_passes_when_he_is_named if {
	given := model(known, known, secret)
	rule.applicable == {"fetch"} with input as given
	"fetch" in rule.pass with input as given
	count(rule.finding) == 0 with input as given
}

test_passes_when_little_is_secret if {
	given := model(known, {"identity": "service"}, {"confidentiality": 3, "integrity": 5, "availability": 1})
	"fetch" in rule.pass with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_identity if {
	given := model(known, {}, secret)
	rule.applicable == {"fetch"} with input as given
	not "fetch" in rule.pass with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_jobs_of_nobody if {
	given := model({"identity": "none"}, {"identity": "service"}, secret)
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}

test_leaves_calls_without_a_name_to_another_rule if {
	count(rule.finding) == 0 with input as model(known, {"identity": "none", "authentication": "none"}, secret)
}
