package threats.insider.unseen_operator_test

import data.threats.insider.unseen_operator as rule

model(party, facts) := indexed({
	"parties": {"us": {"kind": "customer"}, "nimbus": {"kind": "provider"}},
	"roles": {"person": object.union({"party": party}, facts)},
})

test_fails_when_recorded_for_the_provider if {
	given := model("nimbus", {"may": ["administer"], "recorded_for": "provider"})
	rule.finding == {{"element": "person", "related": ["nimbus"]}} with input as given
}

test_passes_when_recorded_for_us if {
	given := model("nimbus", {"may": ["administer"], "recorded_for": "customer"})
	rule.pass == {"person"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_record if {
	given := model("nimbus", {"may": ["administer"]})
	rule.applicable == {"person"} with input as given
	count(rule.finding) == 0 with input as given
	count(rule.pass) == 0 with input as given
}

test_does_not_apply_to_our_own_people if {
	count(rule.applicable) == 0 with input as model("us", {"may": ["administer"], "recorded_for": "nobody"})
}

test_does_not_apply_without_the_right if {
	count(rule.applicable) == 0 with input as model("nimbus", {"may": [], "recorded_for": "nobody"})
}
