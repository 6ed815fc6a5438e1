package threats.trust.competing_provider_test

import data.threats.trust.competing_provider as rule

model(us, nimbus, sensitivity) := indexed({
	"parties": {"us": object.union({"kind": "customer"}, us), "nimbus": object.union({"kind": "provider"}, nimbus)},
	"components": {"store": {"kind": "store", "operator": "nimbus"}, "page": {"kind": "service", "operator": "nimbus"}},
	"assets": {"plans": {"at": ["store"], "sensitivity": object.union({"integrity": 1, "availability": 1}, sensitivity)}},
})

shops := {"conflict_class": "shops"}

high := {"confidentiality": 4}

test_fails_when_a_rival_has_our_plans if {
	rule.finding == {{"element": "nimbus", "related": ["store"]}} with input as model(shops, shops, high)
}

test_passes_in_another_trade if {
	given := model(shops, {"conflict_class": "clouds"}, high)
	rule.applicable == {"nimbus"} with input as given
	count(rule.finding) + count(rule.unknown) == 0 with input as given
}

test_passes_when_there_is_nothing_to_see if {
	given := model(shops, shops, {"confidentiality": 2})
	count(rule.finding) + count(rule.unknown) == 0 with input as given
}

test_waits_for_our_trade if {
	given := model({}, shops, high)
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "nimbus", "facts": ["conflict_class@us"]}} with input as given
}

test_waits_for_the_sensitivity if {
	given := model(shops, shops, {})
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "nimbus", "facts": ["assets.sensitivity@store"]}} with input as given
}

test_does_not_apply_without_a_conflict_class if {
	given := model(shops, {}, high)
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
