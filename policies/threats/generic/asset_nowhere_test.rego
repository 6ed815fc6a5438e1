package threats.generic.asset_nowhere_test

import data.threats.generic.asset_nowhere as rule

model(at, carries) := indexed({
	"components": {"store": {"kind": "store"}, "desk": {"kind": "client"}},
	"assets": {"orders": {"at": at}},
	"flows": {"order": {"from": "desk", "to": "store", "carries": carries}},
})

test_fails_on_an_asset_without_a_place if {
	rule.finding == {{"element": "orders"}} with input as model([], [])
}

test_passes_where_it_lies if {
	count(rule.finding) == 0 with input as model(["store"], [])
}

test_passes_where_it_moves if {
	count(rule.finding) == 0 with input as model([], ["orders"])
}
