package threats.trust.noisy_neighbour_test

import data.threats.trust.noisy_neighbour as rule

model(facts, availability) := indexed({
	"components": {"it": facts},
	"assets": {"data": {"at": ["it"], "sensitivity": object.union({"confidentiality": 1, "integrity": 1}, availability)}},
})

important := {"availability": 3}

test_fails_where_one_may_take_all if {
	every kind in ["store", "service"] {
		rule.finding == {{"element": "it"}} with input as model({"kind": kind, "tenancy": "shared", "limits_per_tenant": false}, important)
	}
}

test_passes_with_limits if {
	given := model({"kind": "store", "limits_per_tenant": true}, important)
	count(rule.finding) == 0 with input as given
	rule.pass == {"it"} with input as given
}

test_waits_for_limits if {
	given := model({"kind": "store", "tenancy": "shared"}, important)
	rule.applicable == {"it"} with input as given
	count(rule.finding) + count(rule.pass) == 0 with input as given
}

test_waits_for_the_sensitivity if {
	given := model({"kind": "store", "tenancy": "shared", "limits_per_tenant": false}, {})
	rule.applicable == {"it"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_alone_or_unstated if {
	every facts in [{"kind": "store", "tenancy": "single", "limits_per_tenant": false}, {"kind": "service", "limits_per_tenant": false}] {
		given := model(facts, important)
		count(rule.applicable) + count(rule.finding) == 0 with input as given
	}
}

test_does_not_apply_where_a_pause_is_bearable if {
	given := model({"kind": "store", "tenancy": "shared", "limits_per_tenant": false}, {"availability": 2})
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
