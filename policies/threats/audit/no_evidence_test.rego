package threats.audit.no_evidence_test

import data.threats.audit.no_evidence as rule

model(facts) := indexed({
	"parties": {"nimbus": facts, "idle": {"kind": "provider", "evidence_access": false}},
	"boundaries": {"cloud": {"operator": "nimbus"}},
	"components": {"store": {"kind": "store", "inside": "cloud"}},
})

test_fails_when_nothing_is_given if {
	rule.finding == {{"element": "nimbus"}} with input as model({"kind": "provider", "evidence_access": false})
}

test_passes_when_evidence_is_given if {
	given := model({"kind": "provider", "evidence_access": true})
	rule.applicable == {"nimbus"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_whether_it_is if {
	count(rule.finding) == 0 with input as model({"kind": "provider"})
}

test_does_not_fail_at_home if {
	count(rule.finding) == 0 with input as model({"kind": "customer", "evidence_access": false})
}
