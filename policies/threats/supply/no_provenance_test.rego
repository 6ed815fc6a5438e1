package threats.supply.no_provenance_test

import data.threats.supply.no_provenance as rule

model(kind, facts) := indexed({"components": {"it": object.union({"kind": kind}, facts)}})

test_fails_without_provenance if {
	every kind in ["device", "service"] {
		rule.finding == {{"element": "it"}} with input as model(kind, {"updates": {"signed": true, "provenance": false}})
	}
}

test_passes_with_provenance if {
	given := model("edge", {"updates": {"provenance": true}})
	rule.applicable == {"it"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_it_in_the_field if {
	given := model("device", {})
	rule.applicable == {"it"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_where_nothing_is_said_of_updates if {
	every kind in ["service", "store"] {
		given := model(kind, {})
		count(rule.applicable) + count(rule.finding) == 0 with input as given
	}
}
