package threats.generic.exposed_service_test

import data.threats.generic.exposed_service as rule

model(kind, exposed, sensitivity) := indexed({
	"components": {"it": {"kind": kind, "exposed_to": exposed}},
	"assets": {"data": {"at": ["it"], "sensitivity": sensitivity}},
})

outside := ["internet"]

test_fails_with_data_that_matter if {
	rule.finding == {{"element": "it"}} with input as model("service", outside, {"confidentiality": 3})
	rule.finding == {{"element": "it"}} with input as model("service", outside, {"integrity": 3})
}

test_passes_with_public_data if {
	given := model("service", outside, {"confidentiality": 1, "integrity": 2, "availability": 5})
	rule.applicable == {"it"} with input as given
	rule.pass == {"it"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_sensitivity if {
	given := model("service", outside, {"confidentiality": 1})
	rule.applicable == {"it"} with input as given
	count(rule.finding) + count(rule.pass) == 0 with input as given
}

test_does_not_apply_inside_and_to_doors if {
	count(rule.applicable) == 0 with input as model("service", [], {"confidentiality": 5})
	count(rule.applicable) == 0 with input as model("edge", outside, {"confidentiality": 5})
}
