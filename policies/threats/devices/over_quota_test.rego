package threats.devices.over_quota_test

import data.threats.devices.over_quota as rule

model(class, flow) := indexed({
	"components": {"edge": {"kind": "edge"}, "lamp": object.union({"kind": "device"}, class), "quiet": {"kind": "device"}},
	"flows": {"state": object.union({"from": "lamp", "to": "edge"}, flow), "ask": {"from": "lamp", "to": "edge", "poll_every": 1}},
})

limits := {"limits": {"rate": 1000, "size": 1024}}

test_fails_beyond_its_limit if {
	given := model(limits, {"rate": 1135})
	rule.finding == {{"element": "lamp", "related": ["ask", "state"]}} with input as given
}

test_passes_within_its_limit if {
	given := model(limits, {"rate": 635})
	rule.applicable == {"lamp"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_limits if {
	given := model({}, {"rate": 10000})
	rule.applicable == {"lamp"} with input as given
	count(rule.finding) == 0 with input as given
}

test_counts_what_is_stated if {
	count(rule.finding) == 0 with input as model(limits, {})
}
