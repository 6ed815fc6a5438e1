package threats.legal.forbidden_region_test

import data.threats.legal.forbidden_region as rule

model(store, sub, allowed) := indexed({
	"parties": {"prime": {"kind": "provider", "region": "eu", "subcontractors": ["sub"]}, "sub": {"kind": "subcontractor", "region": sub}},
	"boundaries": {"eu": {"kind": "provider", "region": "eu"}, "us": {"kind": "provider", "region": "us"}},
	"components": {"store": object.union({"kind": "store"}, store)},
	"assets": {"data": object.union({"at": ["store"]}, allowed)},
})

europe := {"allowed": {"regions": ["eu"]}}

test_fails_in_another_region if {
	rule.finding == {{"element": "data", "related": ["store"]}} with input as model({"inside": "us"}, "eu", europe)
}

test_fails_with_a_party_of_another_region if {
	given := model({"inside": "eu", "operator": "prime"}, "us", europe)
	rule.finding == {{"element": "data", "related": ["store", "sub"]}} with input as given
}

test_passes_at_home if {
	given := model({"inside": "eu", "operator": "prime"}, "eu", europe)
	count(rule.finding) == 0 with input as given
	count(rule.unknown) == 0 with input as given
}

test_waits_for_the_region if {
	given := model({}, "eu", europe)
	rule.unknown == {{"element": "data", "facts": ["region@store"]}} with input as given
}

test_waits_for_what_is_allowed if {
	given := model({"inside": "us"}, "eu", {})
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "data", "facts": ["allowed.regions"]}} with input as given
}
