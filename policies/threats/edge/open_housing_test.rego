package threats.edge.open_housing_test

import data.threats.edge.open_housing as rule

model(facts) := indexed({"components": {"edge": object.union({"kind": "edge"}, facts)}})

test_fails_without_secure_boot if {
	given := model({"physically_exposed": true, "secure_boot": false, "encryption": {"at_rest": true}})
	rule.finding == {{"element": "edge"}} with input as given
}

test_fails_with_a_disk_in_clear if {
	given := model({"physically_exposed": true, "secure_boot": true, "encryption": {"at_rest": false}})
	rule.finding == {{"element": "edge"}} with input as given
}

test_passes_with_both if {
	given := model({"secure_boot": true, "encryption": {"at_rest": true}})
	rule.pass == {"edge"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_facts if {
	given := model({"physically_exposed": true})
	rule.applicable == {"edge"} with input as given
	count(rule.finding) == 0 with input as given
	count(rule.pass) == 0 with input as given
	{u.facts[0] | some u in rule.unknown} == {"secure_boot", "encryption.at_rest"} with input as given
}

test_asks_first_who_can_touch_it if {
	rule.unknown == {{"element": "edge", "facts": ["physically_exposed"]}} with input as model({})
}

test_does_not_apply_behind_a_locked_door if {
	given := model({"physically_exposed": false, "secure_boot": false})
	count(rule.applicable) == 0 with input as given
	count(rule.finding) == 0 with input as given
}
