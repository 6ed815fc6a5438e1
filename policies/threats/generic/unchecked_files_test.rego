package threats.generic.unchecked_files_test

import data.threats.generic.unchecked_files as rule

model(facts) := indexed({
	"boundaries": {"inside": {"kind": "network"}},
	"components": {"desk": {"kind": "client"}, "service": object.union({"kind": "service", "inside": "inside"}, facts)},
	"flows": {"call": {"from": "desk", "to": "service"}},
})

found := {{"element": "service", "related": ["call"]}}

test_fails_on_files_for_our_code if {
	rule.finding == found with input as model({"accepts": ["file"], "custom_code": true})
}

test_passes_on_other_formats if {
	given := model({"accepts": ["json"]})
	rule.pass == {"service"} with input as given
	count(rule.finding) == 0 with input as given
}

test_passes_with_code_of_others if {
	given := model({"custom_code": false})
	rule.pass == {"service"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_facts if {
	given := model({})
	rule.applicable == {"service"} with input as given
	count(rule.finding) + count(rule.pass) == 0 with input as given
}

test_does_not_apply_to_releases if {
	given := indexed({
		"boundaries": {"inside": {"kind": "network"}},
		"components": {"builder": {"kind": "pipeline"}, "service": {"kind": "service", "inside": "inside", "accepts": ["file"], "custom_code": true}},
		"flows": {"deploy": {"from": "builder", "to": "service"}},
	})
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
