package threats.availability.no_way_out_test

import data.threats.availability.no_way_out as rule

model(nimbus, at, sensitivity) := indexed({
	"parties": {
		"us": {"kind": "customer"},
		"nimbus": object.union({"kind": "provider", "subcontractors": ["vault"]}, nimbus),
		"vault": {"kind": "subcontractor", "exit_plan": true},
	},
	"boundaries": {"cloud": {"kind": "provider", "operator": "nimbus"}},
	"components": {
		"store": {"kind": "store", "inside": "cloud", "operator": "us"},
		"backup": {"kind": "store", "operator": "vault"},
		"cellar": {"kind": "store", "operator": "us"},
	},
	"assets": {"data": {"at": at, "sensitivity": sensitivity}},
})

high := {"availability": 4}

none := {"exit_plan": false}

test_fails_when_all_lies_with_one_and_those_who_work_for_it if {
	every at in [["store"], ["store", "backup"]] {
		rule.finding == {{"element": "data", "related": ["nimbus"]}} with input as model(none, at, high)
	}
}

test_passes_with_a_plan if {
	given := model({"exit_plan": true}, ["store", "backup"], high)
	rule.applicable == {"data"} with input as given
	count(rule.finding) + count(rule.unknown) == 0 with input as given
}

test_does_not_apply_with_a_copy_elsewhere if {
	given := model(none, ["store", "cellar"], high)
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_what_may_be_missing if {
	given := model(none, ["store"], {"availability": 3})
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_what_lies_nowhere if {
	given := model(none, [], high)
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}

test_waits_for_the_plan if {
	given := model({}, ["store"], high)
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "data", "facts": ["exit_plan@nimbus"]}} with input as given
}

test_waits_for_the_sensitivity if {
	given := model(none, ["store"], {})
	rule.applicable == {"data"} with input as given
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "data", "facts": ["sensitivity.availability"]}} with input as given
}
