package threats.integrity.unproven_result_test

import data.threats.integrity.unproven_result as rule

model(party, facts, integrity) := indexed({
	"parties": {"us": {"kind": "customer"}, "nimbus": {"kind": "provider"}},
	"boundaries": {"place": {"kind": "provider", "operator": party}, "ours": {"kind": "tenant", "operator": "us", "inside": "place"}},
	"components": {"bill": object.union({"kind": "service", "inside": "ours"}, facts)},
	"assets": {"sums": {"at": ["bill"], "sensitivity": object.union({"confidentiality": 1, "availability": 1}, integrity)}},
})

high := {"integrity": 4}

nothing := {"attested": false, "verifiable": "none"}

test_fails_when_nothing_proves_it if {
	rule.finding == {{"element": "bill", "related": ["nimbus"]}} with input as model("nimbus", nothing, high)
}

test_passes_with_evidence if {
	every facts in [{"attested": true}, {"verifiable": "replicated"}, {"isolation": "confidential"}] {
		given := model("nimbus", facts, high)
		count(rule.finding) == 0 with input as given
		rule.pass == {"bill"} with input as given
	}
}

test_waits_for_either_fact if {
	every facts in [{}, {"attested": false}, {"verifiable": "none"}] {
		given := model("nimbus", facts, high)
		rule.applicable == {"bill"} with input as given
		count(rule.finding) + count(rule.pass) == 0 with input as given
	}
}

test_waits_for_the_sensitivity if {
	given := model("nimbus", nothing, {})
	rule.applicable == {"bill"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_at_home if {
	given := model("us", nothing, high)
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
