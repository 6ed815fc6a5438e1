package threats.generic.pushed_update_test

import data.threats.generic.pushed_update as rule

model(builder, service) := indexed({
	"boundaries": {"office": {"kind": "site"}, "cloud": {"kind": "account"}},
	"components": {"builder": object.union({"kind": "pipeline", "inside": "office"}, builder), "service": object.union({"kind": "service", "inside": "cloud"}, service)},
	"flows": {"deploy": {"from": "builder", "to": "service", "purpose": "update"}},
})

test_fails_across_a_boundary if {
	rule.finding == {{"element": "deploy", "related": ["builder", "service"]}} with input as model({}, {})
}

test_passes_within_one if {
	given := model({}, {"inside": "office"})
	rule.applicable == {"deploy"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_what_is_fetched_and_to_devices if {
	count(rule.applicable) == 0 with input as model({"kind": "host"}, {"kind": "pipeline"})
	count(rule.applicable) == 0 with input as model({}, {"kind": "device"})
}
