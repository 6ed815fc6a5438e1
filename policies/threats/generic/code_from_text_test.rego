package threats.generic.code_from_text_test

import data.threats.generic.code_from_text as rule

model(facts) := indexed({
	"boundaries": {"inside": {"kind": "network"}},
	"components": {"desk": {"kind": "client"}, "service": object.union({"kind": "service", "inside": "inside"}, facts)},
	"flows": {"call": {"from": "desk", "to": "service"}},
})

found := {{"element": "service", "related": ["call"]}}

ours := {"technology": "shell", "custom_code": true}

test_fails_on_a_shell_behind_a_boundary if {
	rule.finding == found with input as model(ours)
}

test_passes_with_code_of_others if {
	given := model({"technology": "template", "custom_code": false})
	rule.applicable == {"service"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_whose_code_it_is if {
	given := model({"technology": "template"})
	rule.applicable == {"service"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_other_technologies_and_neighbours if {
	count(rule.applicable) == 0 with input as model({"technology": "sql", "custom_code": true})
	given := model(object.union(ours, {"inside": ""}))
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
