package threats.legal.undeclared_party_test

import data.threats.legal.undeclared_party as rule

model(operator, allowed) := indexed({
	"parties": {"us": {"kind": "customer"}, "prime": {"kind": "provider", "subcontractors": ["sub"]}, "sub": {"kind": "subcontractor"}},
	"components": {"store": operator, "phone": {"kind": "client"}},
	"assets": {"data": object.union({"at": ["store", "phone"]}, allowed)},
})

test_fails_on_a_subcontractor_that_nobody_named if {
	given := model({"kind": "store", "operator": "prime"}, {"allowed": {"parties": ["us", "prime"]}})
	rule.finding == {{"element": "data", "related": ["store", "sub"]}} with input as given
}

test_passes_when_all_are_named if {
	given := model({"kind": "store", "operator": "prime"}, {"allowed": {"parties": ["us", "prime", "sub"]}})
	count(rule.finding) == 0 with input as given
	count(rule.unknown) == 0 with input as given
}

test_waits_for_the_parties if {
	given := model({"kind": "store", "operator": "prime"}, {})
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "data", "facts": ["allowed.parties"]}} with input as given
}

test_waits_for_the_operator if {
	given := model({"kind": "store"}, {"allowed": {"parties": ["us"]}})
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "data", "facts": ["operator@store"]}} with input as given
}
