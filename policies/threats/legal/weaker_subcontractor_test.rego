package threats.legal.weaker_subcontractor_test

import data.threats.legal.weaker_subcontractor as rule

model(prime, sub) := indexed({"parties": {
	"prime": object.union({"kind": "provider", "subcontractors": ["sub"]}, prime),
	"sub": object.union({"kind": "subcontractor"}, sub),
}})

test_fails_on_a_weaker_link if {
	given := model({"assurance": "certified"}, {"assurance": "self-declared"})
	rule.finding == {{"element": "sub", "related": ["prime"]}} with input as given
	rule.applicable == {"sub"} with input as given
}

test_passes_on_an_equal_link if {
	given := model({"assurance": "audited"}, {"assurance": "audited"})
	count(rule.finding) == 0 with input as given
	count(rule.unknown) == 0 with input as given
}

test_waits_for_both if {
	given := model({}, {})
	{"element": "sub", "facts": ["assurance"]} in rule.unknown with input as given
	{"element": "sub", "facts": ["assurance@prime"]} in rule.unknown with input as given
}
