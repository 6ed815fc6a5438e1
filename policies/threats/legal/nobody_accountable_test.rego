package threats.legal.nobody_accountable_test

import data.threats.legal.nobody_accountable as rule

model(facts) := indexed({"parties": {"us": {"kind": "customer"}, "lab": {"kind": "third-party"}}, "assets": {"charts": facts}})

test_fails_without_names if {
	rule.finding == {{"element": "charts", "args": {"missing": ["responsible", "accountable"]}}} with input as model({"regulations": ["hipaa"]})
}

test_fails_with_one_name if {
	given := model({"regulations": ["hipaa"], "responsible": "lab"})
	rule.finding == {{"element": "charts", "args": {"missing": ["accountable"]}}} with input as given
}

test_passes_with_both if {
	given := model({"regulations": ["hipaa"], "responsible": "lab", "accountable": "us"})
	rule.applicable == {"charts"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_where_no_law_is_named if {
	every facts in [{}, {"regulations": []}] {
		given := model(facts)
		count(rule.applicable) + count(rule.finding) == 0 with input as given
	}
}
