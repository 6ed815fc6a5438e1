package threats.insider.foreign_identities_test

import data.threats.insider.foreign_identities as rule

model(party, facts, confidentiality) := indexed({
	"parties": {"us": {"kind": "customer"}, "nimbus": {"kind": "provider", "subcontractors": ["helper"]}, "helper": {"kind": "subcontractor"}, "notary": {"kind": "third-party"}},
	"boundaries": {"place": {"kind": "provider", "operator": party}},
	"components": {"front": object.union({"kind": "edge", "inside": "place"}, facts), "console": {"kind": "control", "inside": "place", "identity_from": ["us"]}},
	"assets": {"data": {"at": ["front"], "sensitivity": object.union({"integrity": 1, "availability": 1}, confidentiality)}},
})

high := {"confidentiality": 4}

test_fails_when_the_provider_alone_has_them if {
	rule.finding == {{"element": "front", "related": ["nimbus"]}} with input as model("nimbus", {"identity_from": ["nimbus"]}, high)
	rule.finding == {{"element": "front", "related": ["helper", "nimbus"]}} with input as model("nimbus", {"identity_from": ["helper", "nimbus"]}, high)
}

test_our_own_machine_in_their_house_is_in_their_hands_too if {
	count(rule.finding) == 1 with input as model("nimbus", {"operator": "us", "identity_from": ["nimbus"]}, high)
}

test_passes_when_somebody_else_has_a_hand_in_it if {
	every parties in [["us"], ["nimbus", "us"], ["notary"]] {
		given := model("nimbus", {"identity_from": parties}, high)
		count(rule.finding) == 0 with input as given
		"front" in rule.pass with input as given
	}
}

test_waits_for_who_has_them if {
	given := model("nimbus", {}, high)
	"front" in rule.applicable with input as given
	count(rule.finding) == 0 with input as given
	rule.pass == {"console"} with input as given
}

test_waits_for_the_sensitivity if {
	"front" in rule.applicable with input as model("nimbus", {}, {})
}

test_what_must_be_right_matters_too if {
	"front" in rule.applicable with input as model("nimbus", {"sensitivity": {"integrity": 4}}, {"confidentiality": 1})
}

test_does_not_wait_where_little_is_at_stake if {
	not "front" in rule.applicable with input as model("nimbus", {}, {"confidentiality": 3})
}

test_does_not_fail_at_home if {
	count(rule.finding) == 0 with input as model("us", {"identity_from": ["us"]}, high)
	count(rule.finding) == 0 with input as model("us", {"identity_from": ["notary"]}, high)
}
