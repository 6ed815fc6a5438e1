package threats.protocols.object_unchecked_test

import data.threats.protocols.object_unchecked as rule

model(facts, edge) := indexed({
	"components": {"phone": {"kind": "client"}, "edge": object.union({"kind": "edge"}, edge)},
	"flows": {"call": object.union({"from": "phone", "to": "edge", "protocol": "http"}, facts)},
})

test_fails_when_objects_are_not_checked if {
	rule.finding == {{"element": "call", "related": ["edge"]}} with input as model({}, {"checks": ["session"]})
}

test_passes_when_they_are if {
	given := model({}, {"checks": ["object"]})
	rule.applicable == {"call"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_checks if {
	given := model({}, {})
	rule.applicable == {"call"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_signing_in if {
	given := model({}, {"kind": "identity", "checks": []})
	count(rule.applicable) == 0 with input as given
	count(rule.finding) == 0 with input as given
}
