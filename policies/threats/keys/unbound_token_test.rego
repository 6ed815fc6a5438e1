package threats.keys.unbound_token_test

import data.threats.keys.unbound_token as rule

model(credential) := indexed({
	"boundaries": {"home": {"kind": "site"}},
	"components": {"sensor": {"kind": "device", "inside": "home", "credential": credential}, "edge": {"kind": "edge"}},
	"flows": {"readings": {"from": "sensor", "to": "edge"}},
})

test_fails_on_a_bearer_token if {
	rule.finding == {{"element": "readings", "related": ["sensor"]}} with input as model({"kind": "token", "bound_to": "none"})
}

test_passes_on_a_bound_token if {
	given := model({"kind": "token", "bound_to": "channel"})
	rule.pass == {"readings"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_binding if {
	given := model({"kind": "token"})
	rule.applicable == {"readings"} with input as given
	count(rule.finding) == 0 with input as given
	count(rule.pass) == 0 with input as given
}

test_does_not_apply_to_certificates if {
	count(rule.applicable) == 0 with input as model({"kind": "x509"})
}
