package threats.generic.unencrypted_flow_test

import data.threats.generic.unencrypted_flow as rule

model(flow, confidentiality) := indexed({
	"boundaries": {"inside": {"kind": "network"}},
	"components": {"desk": {"kind": "client"}, "service": {"kind": "service", "inside": "inside"}, "store": {"kind": "store", "inside": "inside"}},
	"flows": {
		"call": object.union({"from": "desk", "to": "service", "carries": ["data"]}, flow),
		"query": object.union({"from": "service", "to": "store", "carries": ["data"]}, flow),
	},
	"assets": {"data": {"at": ["store"], "sensitivity": object.union({"integrity": 1, "availability": 1}, confidentiality)}},
})

test_fails_on_secrets_in_clear if {
	rule.finding == {{"element": "call"}} with input as model({"tls": "none"}, {"confidentiality": 3})
}

test_fails_on_what_must_not_change if {
	rule.finding == {{"element": "call"}} with input as model({"tls": "none", "authentication": "none"}, {"confidentiality": 1, "integrity": 4})
}

test_passes_when_messages_prove_where_they_come_from if {
	given := model({"tls": "none", "authentication": "password", "protocol": "binary"}, {"confidentiality": 1, "integrity": 5})
	count(rule.finding) == 0 with input as given
}

test_passes_when_little_depends_on_it if {
	given := model({"tls": "none", "authentication": "none"}, {"confidentiality": 1, "integrity": 3})
	count(rule.finding) == 0 with input as given
}

test_fails_on_a_password_in_clear if {
	rule.finding == {{"element": "call"}} with input as model({"tls": "none", "authentication": "password", "protocol": "http"}, {"confidentiality": 1})
}

test_passes_when_encrypted if {
	given := model({"tls": "encrypted"}, {})
	"call" in rule.pass with input as given
	count(rule.finding) == 0 with input as given
}

test_passes_on_public_data if {
	given := model({"tls": "none", "authentication": "none"}, {"confidentiality": 2})
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_encryption if {
	given := model({}, {"confidentiality": 5})
	rule.applicable == {"call"} with input as given
	count(rule.finding) == 0 with input as given
	count(rule.pass) == 0 with input as given
}

test_does_not_apply_within_a_boundary if {
	not "query" in rule.applicable with input as model({"tls": "none"}, {"confidentiality": 5})
}
