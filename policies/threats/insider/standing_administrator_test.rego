package threats.insider.standing_administrator_test

import data.threats.insider.standing_administrator as rule

model(party, facts) := indexed({
	"parties": {"us": {"kind": "customer"}, "nimbus": {"kind": "provider"}},
	"roles": {"person": object.union({"party": party}, facts)},
})

test_fails_on_standing_rights if {
	given := model("nimbus", {"may": ["administer"], "granted": "standing"})
	rule.finding == {{"element": "person", "related": ["nimbus"]}} with input as given
}

test_passes_with_our_approval if {
	given := model("nimbus", {"may": ["administer"], "granted": "customer-approved"})
	rule.pass == {"person"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_grant if {
	given := model("nimbus", {"may": ["administer"]})
	rule.applicable == {"person"} with input as given
	count(rule.finding) == 0 with input as given
	count(rule.pass) == 0 with input as given
}

test_does_not_apply_to_our_own_people if {
	count(rule.applicable) == 0 with input as model("us", {"may": ["administer"], "granted": "standing"})
}

test_does_not_apply_without_the_right if {
	count(rule.applicable) == 0 with input as model("nimbus", {"may": ["read-data"], "granted": "standing"})
}
