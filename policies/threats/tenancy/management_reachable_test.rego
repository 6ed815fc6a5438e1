package threats.tenancy.management_reachable_test

import data.threats.tenancy.management_reachable as rule

model(between, console) := indexed({
	"boundaries": {"cloud": {"kind": "provider"}, "red": {"kind": "tenant", "inside": "cloud"}},
	"components": {
		"program": {"kind": "service", "inside": "red"},
		"between": {"kind": between, "inside": "cloud"},
		"console": object.union({"kind": "control", "inside": "cloud"}, console),
	},
	"flows": {"first": {"from": "program", "to": "between"}, "second": {"from": "between", "to": "console"}},
})

test_fails_on_a_way_without_a_bastion if {
	rule.finding == {{"element": "console", "related": ["red"]}} with input as model("service", {})
}

test_fails_when_exposed_to_a_tenant if {
	rule.finding == {{"element": "console", "related": ["red"]}} with input as model("bastion", {"exposed_to": ["red"]})
}

test_passes_behind_a_bastion if {
	count(rule.finding) == 0 with input as model("bastion", {"exposed_to": ["internet"]})
}

test_passes_for_a_console_of_the_tenant_itself if {
	count(rule.finding) == 0 with input as model("service", {"inside": "red"})
}
