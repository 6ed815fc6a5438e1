package threats.integrity.silent_change_test

import data.threats.integrity.silent_change as rule

model(party, recorded, component) := indexed({
	"parties": {"us": {"kind": "customer"}, "nimbus": {"kind": "provider"}},
	"boundaries": {"place": {"kind": "provider", "operator": party}},
	"components": {"it": object.union({"inside": "place"}, component)},
	"assets": {"data": {"at": ["it"], "sensitivity": {"confidentiality": 1, "integrity": 4, "availability": 1}}},
	"roles": {"operator": {"party": party, "may": ["administer"], "recorded_for": recorded}, "reader": {"party": party, "may": ["read-data"], "recorded_for": "nobody"}},
})

store := {"kind": "store", "verifiable": "none"}

program := {"kind": "service", "verifiable": "none", "attested": false}

test_fails_where_a_change_leaves_no_trace if {
	every component in [store, program] {
		rule.finding == {{"element": "it", "related": ["nimbus"]}} with input as model("nimbus", "provider", component)
	}
}

test_passes_with_evidence if {
	every facts in [object.union(store, {"verifiable": "signature"}), object.union(program, {"attested": true})] {
		given := model("nimbus", "provider", facts)
		count(rule.finding) == 0 with input as given
		rule.pass == {"it"} with input as given
	}
}

test_attesting_a_store_says_nothing_about_its_data if {
	count(rule.finding) == 1 with input as model("nimbus", "provider", object.union(store, {"attested": true}))
}

test_waits_for_either_fact if {
	every pair in [
		[{"kind": "store"}, "verifiable"],
		[{"kind": "service", "verifiable": "none"}, "attested"],
		[{"kind": "service", "attested": false}, "verifiable"],
	] {
		given := model("nimbus", "nobody", pair[0])
		rule.applicable == {"it"} with input as given
		count(rule.finding) + count(rule.pass) == 0 with input as given
		rule.unknown == {{"element": "it", "facts": [pair[1]]}} with input as given
	}
}

test_waits_for_the_sensitivity if {
	given := indexed({
		"parties": {"nimbus": {"kind": "provider"}},
		"components": {"it": object.union({"operator": "nimbus"}, store)},
		"assets": {"data": {"at": ["it"]}},
		"roles": {"operator": {"party": "nimbus", "may": ["deploy"], "recorded_for": "provider"}},
	})
	rule.applicable == {"it"} with input as given
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "it", "facts": ["assets.sensitivity"]}} with input as given
}

test_does_not_apply_where_the_customer_sees_the_work if {
	given := model("nimbus", "customer", store)
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}

test_does_not_apply_at_home if {
	given := model("us", "nobody", store)
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
