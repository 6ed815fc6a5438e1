package threats.generic.code_reached_from_internet_test

import data.threats.generic.code_reached_from_internet as rule

model(laptop, repository) := indexed({
	"components": {"laptop": object.union({"kind": "client"}, laptop), "repository": object.union({"kind": "pipeline"}, repository), "idle": {"kind": "pipeline"}},
	"flows": {"push": {"from": "laptop", "to": "repository"}},
})

outside := {"exposed_to": ["internet"]}

test_fails_on_a_laptop_outside if {
	rule.finding == {{"element": "repository", "related": ["push"]}} with input as model(outside, {})
}

test_passes_inside if {
	given := model({}, {})
	rule.applicable == {"repository"} with input as given
	count(rule.finding) == 0 with input as given
}

test_passes_through_a_bastion if {
	count(rule.finding) == 0 with input as model({"kind": "bastion", "exposed_to": ["internet"]}, {})
}

test_does_not_apply_to_what_is_exposed_itself if {
	count(rule.applicable) + count(rule.finding) == 0 with input as model(outside, outside)
}
