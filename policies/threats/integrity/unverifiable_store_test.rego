package threats.integrity.unverifiable_store_test

import data.threats.integrity.unverifiable_store as rule

model(party, facts, integrity) := indexed({
	"parties": {"us": {"kind": "customer"}, "nimbus": {"kind": "provider"}},
	"components": {"store": object.union({"kind": "store", "operator": party}, facts)},
	"assets": {"data": {"at": ["store"], "sensitivity": object.union({"confidentiality": 1, "availability": 1}, integrity)}},
})

high := {"integrity": 4}

test_fails_when_nothing_shows_a_change if {
	rule.finding == {{"element": "store", "related": ["nimbus"]}} with input as model("nimbus", {"verifiable": "none"}, high)
}

test_passes_with_a_hash_chain if {
	given := model("nimbus", {"verifiable": "hash-chain"}, high)
	count(rule.finding) == 0 with input as given
	rule.pass == {"store"} with input as given
}

test_waits_for_whether_it_can_be_checked if {
	given := model("nimbus", {}, high)
	rule.applicable == {"store"} with input as given
	count(rule.finding) + count(rule.pass) == 0 with input as given
}

test_waits_for_the_sensitivity if {
	given := model("nimbus", {"verifiable": "none"}, {})
	rule.applicable == {"store"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_our_own_store if {
	given := model("us", {"verifiable": "none"}, high)
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}

test_does_not_apply_where_integrity_matters_little if {
	given := model("nimbus", {"verifiable": "none"}, {"integrity": 3})
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
