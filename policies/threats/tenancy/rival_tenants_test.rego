package threats.tenancy.rival_tenants_test

import data.threats.tenancy.rival_tenants as rule

model(red) := indexed({
	"boundaries": {"red": object.union({"kind": "tenant"}, red), "blue": {"kind": "tenant"}, "green": {"kind": "tenant"}},
	"components": {
		"machine": {"kind": "host"},
		"ours": {"kind": "service", "inside": "red", "runs_on": "machine"},
		"theirs": {"kind": "service", "inside": "blue", "runs_on": "machine"},
	},
})

test_fails_on_a_rival_next_door if {
	rule.finding == {{"element": "machine", "related": ["red", "blue"]}} with input as model({"rivals": ["blue"]})
}

test_passes_when_the_rival_is_elsewhere if {
	given := model({"rivals": ["green"]})
	rule.applicable == {"machine"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_without_rivals if {
	given := model({})
	count(rule.applicable) == 0 with input as given
	count(rule.finding) == 0 with input as given
}
