package threats.generic.fetches_for_others_test

import data.threats.generic.fetches_for_others as rule

model(facts) := indexed({
	"boundaries": {"inside": {"kind": "network"}},
	"components": {"desk": {"kind": "client"}, "service": object.union({"kind": "service", "inside": "inside"}, facts)},
	"flows": {"call": {"from": "desk", "to": "service"}},
})

found := {{"element": "service", "related": ["call"]}}

test_fails_when_it_fetches_for_outsiders if {
	rule.finding == found with input as model({"fetches_urls": true})
}

test_passes_when_it_fetches_nothing if {
	given := model({"fetches_urls": false})
	rule.applicable == {"service"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_fact if {
	given := model({})
	rule.applicable == {"service"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_neighbours if {
	given := model({"inside": "", "fetches_urls": true})
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
