package threats.generic.unencrypted_store_test

import data.threats.generic.unencrypted_store as rule

model(encryption, confidentiality) := indexed({
	"components": {"store": {"kind": "store", "encryption": encryption}},
	"assets": {"data": {"at": ["store"], "sensitivity": object.union({"integrity": 1, "availability": 1}, confidentiality)}},
})

test_fails_on_secrets_in_clear if {
	rule.finding == {{"element": "store"}} with input as model({"at_rest": false}, {"confidentiality": 3})
}

test_passes_when_encrypted if {
	given := model({"at_rest": true}, {})
	rule.pass == {"store"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_encryption if {
	given := model({}, {"confidentiality": 5})
	rule.applicable == {"store"} with input as given
	count(rule.finding) == 0 with input as given
	count(rule.pass) == 0 with input as given
}

test_does_not_apply_to_public_data if {
	given := model({"at_rest": false}, {"confidentiality": 2})
	count(rule.applicable) == 0 with input as given
	count(rule.finding) == 0 with input as given
}
