package threats.availability.small_failure_test

import data.threats.availability.small_failure as rule

params := {"machine": 4, "zone": 5, "region": 6, "provider": 6}

model(facts, availability) := indexed({
	"components": {"it": object.union({"kind": "service"}, facts)},
	"assets": {"data": {"at": ["it"], "sensitivity": object.union({"confidentiality": 1, "integrity": 1}, availability)}},
	"params": params,
})

critical := {"availability": 4}

most := {"availability": 5}

test_fails_when_it_runs_once if {
	rule.finding == {{"element": "it", "args": {"of": "machine", "needed": 4}}} with input as model({"replicas": 1}, critical)
}

test_fails_when_it_outlives_too_little if {
	rule.finding == {{"element": "it", "args": {"of": "zone", "needed": 5}}} with input as model({"survives": "machine", "replicas": 3}, most)
	rule.finding == {{"element": "it", "args": {"of": "machine", "needed": 4}}} with input as model({"survives": "none"}, critical)
}

test_what_it_survives_counts_more_than_how_often_it_runs if {
	given := model({"survives": "zone", "replicas": 1}, most)
	count(rule.finding) + count(rule.unknown) == 0 with input as given
	rule.applicable == {"it"} with input as given
	rule.pass == {"it"} with input as given
}

test_asks_for_more_on_request if {
	given := object.union(model({"survives": "zone"}, most), {"params": object.union(params, {"region": 5})})
	rule.finding == {{"element": "it", "args": {"of": "region", "needed": 5}}} with input as given
}

test_two_are_enough_for_a_machine if {
	given := model({"replicas": 2}, critical)
	count(rule.finding) + count(rule.unknown) == 0 with input as given
}

test_waits_for_how_far_apart_they_are if {
	given := model({"replicas": 2}, most)
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "it", "facts": ["survives"]}} with input as given
}

test_waits_for_how_many_there_are if {
	given := model({}, critical)
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "it", "facts": ["replicas"]}} with input as given
}

test_waits_for_the_sensitivity if {
	given := model({"replicas": 1}, {})
	rule.applicable == {"it"} with input as given
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "it", "facts": ["assets.sensitivity"]}} with input as given
	{"element": "it", "facts": ["replicas"]} in rule.unknown with input as model({}, {})
}

test_does_not_apply_where_a_pause_is_bearable if {
	given := model({"replicas": 1}, {"availability": 3})
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}

test_what_it_says_about_itself_counts_before_what_passes if {
	given := indexed({
		"components": {
			"it": {"kind": "service", "replicas": 1, "sensitivity": {"confidentiality": 1, "integrity": 1, "availability": 3}},
			"far": {"kind": "person"},
		},
		"assets": {"data": {"sensitivity": {"availability": 5}}},
		"flows": {"call": {"from": "it", "to": "far", "carries": ["data"]}},
		"params": params,
	})
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
