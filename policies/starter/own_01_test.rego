package threats.user.own_01_test

import data.threats.user.own_01 as rule

model(facts) := indexed({
	"components": {"shop": object.union({"kind": "service"}, facts)},
	"params": {"least": 2},
})

test_fails_when_it_runs_once if {
	rule.finding == {{"element": "shop"}} with input as model({"replicas": 1})
}

test_passes_when_it_runs_often_enough if {
	count(rule.finding) == 0 with input as model({"replicas": 2})
}

test_waits_for_the_number if {
	count(rule.finding) == 0 with input as model({})
}
