package threats.supply.lone_deploy_test

import data.threats.supply.lone_deploy as rule

model(updates, kind) := indexed({
	"components": {"source": {"kind": kind, "updates": updates}, "edge": {"kind": "edge"}},
	"flows": {"deploy": {"from": "source", "to": "edge", "purpose": "update"}},
})

test_fails_when_one_is_enough if {
	rule.finding == {{"element": "deploy", "related": ["source"]}} with input as model({"approvals": 1}, "pipeline")
}

test_passes_when_two_agree if {
	given := model({"approvals": 2}, "pipeline")
	rule.applicable == {"deploy"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_number if {
	given := model({}, "pipeline")
	rule.applicable == {"deploy"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_people_who_push if {
	count(rule.applicable) == 0 with input as model({"approvals": 1}, "client")
}
