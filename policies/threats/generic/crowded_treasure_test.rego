package threats.generic.crowded_treasure_test

import data.threats.generic.crowded_treasure as rule

model(kind, other, boundary) := indexed({
	"boundaries": {"office": {"kind": boundary}},
	"components": {"treasure": {"kind": kind, "inside": "office"}, "other": {"kind": other, "inside": "office"}},
})

found := {{"element": "treasure", "related": ["other"]}}

test_fails_among_machines_of_people if {
	rule.finding == found with input as model("pipeline", "client", "site")
	rule.finding == found with input as model("identity", "client", "network")
}

test_fails_on_a_vault_among_services if {
	rule.finding == found with input as model("vault", "service", "network")
}

test_passes_beside_what_serves_it if {
	given := model("identity", "store", "runtime")
	rule.applicable == {"treasure"} with input as given
	count(rule.finding) == 0 with input as given
	count(rule.finding) == 0 with input as model("pipeline", "service", "network")
}

test_does_not_apply_to_wide_boundaries if {
	given := model("vault", "service", "provider")
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
