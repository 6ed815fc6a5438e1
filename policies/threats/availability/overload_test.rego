package threats.availability.overload_test

import data.threats.availability.overload as rule

year := ((365 * 24) * 60) * 60

model(device, flow) := indexed({
	"components": {"edge": {"kind": "edge", "capacity": 1000 * year}, "free": {"kind": "edge"}, "meter": object.union({"kind": "device"}, device), "desk": {"kind": "client"}},
	"flows": {
		"readings": object.union({"from": "meter", "to": "edge"}, flow),
		"control": {"from": "desk", "to": "edge", "purpose": "admin"},
		"other": {"from": "meter", "to": "free"},
	},
	"params": {"share": 1},
})

test_fails_when_all_devices_together_are_too_many if {
	rule.finding == {{"element": "edge", "related": ["control", "readings"]}} with input as model({"count": 1001}, {"rate": year})
}

test_polls_are_a_load_too if {
	count(rule.finding) == 1 with input as model({"count": 1001}, {"poll_every": 1 / 86400})
}

test_passes_within_its_capacity if {
	given := model({"count": 1000}, {"rate": year})
	rule.applicable == {"edge"} with input as given
	count(rule.finding) + count(rule.unknown) == 0 with input as given
}

test_keeps_a_reserve_on_request if {
	given := object.union(model({"count": 900}, {"rate": year}), {"params": {"share": 0.8}})
	count(rule.finding) == 1 with input as given
}

test_waits_for_rate_and_count if {
	given := model({}, {})
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "edge", "facts": ["rate@readings"]}, {"element": "edge", "facts": ["count@meter"]}} with input as given
}
