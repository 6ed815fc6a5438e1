package threats.privacy.linkable_test

import data.threats.privacy.linkable as rule

model(ids, people) := indexed({
	"components": {"store": {"kind": "store", "runs_on": "machine"}, "machine": {"kind": "host"}, "empty": {"kind": "store"}},
	"assets": {"ids": object.union({"at": ["store"]}, ids), "people": object.union({"at": ["store"]}, people)},
})

test_fails_when_both_lie_together if {
	given := model({"holds": ["device-id"]}, {"holds": ["location"]})
	rule.finding == {{"element": "store", "related": ["ids", "people"]}} with input as given
	count(rule.unknown) == 0 with input as given
}

test_passes_on_one_half if {
	given := model({"holds": ["device-id"]}, {"holds": ["payment"]})
	count(rule.finding) == 0 with input as given
	count(rule.unknown) == 0 with input as given
}

test_waits_for_what_they_hold if {
	given := model({"holds": ["device-id"]}, {})
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "store", "facts": ["holds@people"]}} with input as given
}

test_does_not_apply_where_nothing_lies if {
	rule.applicable == {"store"} with input as model({}, {})
}
