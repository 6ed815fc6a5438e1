package threats.privacy.never_erased_test

import data.threats.privacy.never_erased as rule

model(asset, flow) := indexed({
	"components": {"store": {"kind": "store"}, "queue": {"kind": "broker"}, "cleaner": {"kind": "service"}},
	"assets": {"visits": object.union({"at": ["store", "queue"]}, asset)},
	"flows": {"write": {"from": "cleaner", "to": "store", "purpose": "telemetry"}, "clean": object.union({"from": "cleaner", "to": "store"}, flow)},
	"params": {"longest": 3650},
})

erase := {"purpose": "erase"}

because(reason, related) := {{"element": "visits", "related": related, "args": {"about": ["person"], "because": [reason]}}}

test_fails_without_an_end if {
	rule.finding == because("no retention is stated", []) with input as model({"holds": ["person"]}, erase)
}

test_fails_beyond_the_limit if {
	rule.finding == because("it is kept for longer than the limit", []) with input as model({"holds": ["person"], "retention": 4000}, erase)
}

test_fails_where_nothing_erases if {
	given := model({"holds": ["person"], "retention": 30}, {"purpose": "query"})
	rule.finding == because("nothing erases it from store", ["store"]) with input as given
}

test_passes_when_it_ends if {
	given := model({"holds": ["person"], "retention": 30}, erase)
	rule.applicable == {"visits"} with input as given
	count(rule.finding) + count(rule.unknown) == 0 with input as given
}

test_waits_for_what_flows_are_for if {
	given := model({"holds": ["person"], "retention": 30}, {})
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "visits", "facts": ["purpose@clean"]}} with input as given
}

test_waits_for_what_it_holds if {
	given := model({}, erase)
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "visits", "facts": ["holds"]}} with input as given
}

test_does_not_apply_to_things if {
	given := model({"holds": ["device-id"]}, erase)
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
