package threats.insider.key_and_data_test

import data.threats.insider.key_and_data as rule

model(operator, encryption, confidentiality) := indexed({
	"parties": {"us": {"kind": "customer"}, "nimbus": {"kind": "provider"}},
	"components": {"store": object.union({"kind": "store", "operator": operator}, {"encryption": encryption})},
	"keys": {"ours": {"custodian": "us"}, "theirs": {"custodian": "nimbus"}, "lost": {}},
	"assets": {"data": {"at": ["store"], "sensitivity": object.union({"integrity": 1, "availability": 1}, confidentiality)}},
})

high := {"confidentiality": 4}

test_fails_when_the_operator_has_the_key if {
	given := model("nimbus", {"at_rest": true, "key": "theirs"}, high)
	rule.finding == {{"element": "store", "related": ["theirs"]}} with input as given
}

test_fails_without_encryption if {
	rule.finding == {{"element": "store"}} with input as model("nimbus", {"at_rest": false}, high)
}

test_passes_with_a_key_of_our_own if {
	given := model("nimbus", {"at_rest": true, "key": "ours"}, high)
	count(rule.finding) == 0 with input as given
	rule.pass == {"store"} with input as given
}

test_waits_for_the_custodian if {
	given := model("nimbus", {"key": "lost"}, high)
	rule.applicable == {"store"} with input as given
	count(rule.finding) == 0 with input as given
	count(rule.pass) == 0 with input as given
}

test_waits_for_the_sensitivity if {
	given := model("nimbus", {"at_rest": true, "key": "theirs"}, {})
	rule.applicable == {"store"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_our_own_store if {
	count(rule.applicable) == 0 with input as model("us", {"at_rest": true, "key": "ours"}, high)
}

test_does_not_apply_to_unimportant_data if {
	given := model("nimbus", {"at_rest": true, "key": "theirs"}, {"confidentiality": 3})
	count(rule.applicable) == 0 with input as given
	count(rule.finding) == 0 with input as given
}
