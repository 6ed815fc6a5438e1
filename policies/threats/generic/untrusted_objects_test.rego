package threats.generic.untrusted_objects_test

import data.threats.generic.untrusted_objects as rule

model(facts) := indexed({
	"boundaries": {"inside": {"kind": "network"}},
	"components": {"desk": {"kind": "client"}, "service": object.union({"kind": "service", "inside": "inside"}, facts)},
	"flows": {"call": {"from": "desk", "to": "service"}},
})

test_fails_on_objects_from_outside if {
	rule.finding == {{"element": "service", "related": ["call"]}} with input as model({"accepts": ["json", "serialized"]})
}

test_passes_on_plain_data if {
	given := model({"accepts": ["json"]})
	rule.applicable == {"service"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_fact if {
	given := model({})
	rule.applicable == {"service"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_neighbours if {
	given := model({"inside": "", "accepts": ["serialized"]})
	count(rule.applicable) == 0 with input as given
	count(rule.finding) == 0 with input as given
}
