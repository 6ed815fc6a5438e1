package threats.tenancy.tenant_source_test

import data.threats.tenancy.tenant_source as rule

model(flow, edge) := indexed({
	"components": {"gateway": {"kind": "gateway"}, "edge": object.union({"kind": "edge"}, edge)},
	"flows": {"uplink": object.union({"from": "gateway", "to": "edge"}, flow)},
})

test_fails_on_a_topic_that_nobody_checks if {
	rule.finding == {{"element": "uplink", "related": ["edge"]}} with input as model({"tenant_from": "topic"}, {"checks": ["topic"]})
}

test_passes_when_the_receiver_checks if {
	given := model({"tenant_from": "topic"}, {"checks": ["all"]})
	count(rule.finding) == 0 with input as given
	rule.pass == {"uplink"} with input as given
}

test_passes_on_the_credential_whatever_is_checked if {
	rule.pass == {"uplink"} with input as model({"tenant_from": "credential"}, {})
}

test_says_nothing_without_the_fact if {
	given := model({}, {"checks": []})
	count(rule.finding) == 0 with input as given
	count(rule.pass) == 0 with input as given
	rule.applicable == {"uplink"} with input as given
}

test_does_not_apply_to_a_receiver_of_one_tenant if {
	count(rule.applicable) == 0 with input as model({"tenant_from": "topic"}, {"tenancy": "single"})
}
