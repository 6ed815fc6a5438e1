package threats.edge.single_instance_test

import data.threats.edge.single_instance as rule

model(facts) := indexed({"components": {"edge": object.union({"kind": "edge"}, facts)}})

important := {"sensitivity": {"confidentiality": 1, "integrity": 1, "availability": 4}}

test_fails_on_one_instance if {
	rule.finding == {{"element": "edge"}} with input as model(object.union({"replicas": 1}, important))
}

test_passes_on_two if {
	given := model(object.union({"replicas": 2}, important))
	rule.pass == {"edge"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_number if {
	given := model(important)
	rule.applicable == {"edge"} with input as given
	count(rule.finding) == 0 with input as given
	count(rule.pass) == 0 with input as given
}

test_waits_for_the_sensitivity if {
	given := indexed({
		"components": {"edge": {"kind": "edge", "replicas": 1}},
		"assets": {"service": {"at": ["edge"]}},
	})
	rule.applicable == {"edge"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_what_may_fail if {
	given := model({"replicas": 1, "sensitivity": {"availability": 3}})
	count(rule.applicable) == 0 with input as given
	count(rule.finding) == 0 with input as given
}
