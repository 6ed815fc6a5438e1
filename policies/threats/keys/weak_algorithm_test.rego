package threats.keys.weak_algorithm_test

import data.threats.keys.weak_algorithm as rule

model(flow, credential) := indexed({
	"params": {"tls": ["1.0", "1.1"], "algorithms": ["rsa-1024"]},
	"components": {"sensor": {"kind": "device", "credential": credential}, "edge": {"kind": "edge"}},
	"flows": {"readings": object.union({"from": "sensor", "to": "edge"}, flow)},
})

test_fails_on_an_old_version if {
	rule.finding == {{"element": "readings", "args": {"weak": "TLS 1.0"}}} with input as model({"tls": "1.0"}, {})
}

test_fails_on_a_short_key if {
	given := model({"tls": "1.3"}, {"algorithm": "RSA-1024"})
	rule.finding == {{"element": "readings", "related": ["sensor"], "args": {"weak": "RSA-1024"}}} with input as given
}

test_passes_above_the_floor if {
	count(rule.finding) == 0 with input as model({"tls": "1.2"}, {"algorithm": "ecdsa-p256"})
}

test_waits_for_the_version if {
	count(rule.finding) == 0 with input as model({}, {})
}
