package threats.tenancy.shared_host_test

import data.threats.tenancy.shared_host as rule

model(host, confidentiality) := indexed({
	"boundaries": {"red": {"kind": "tenant"}, "blue": {"kind": "tenant"}},
	"components": {
		"machine": object.union({"kind": "host"}, host),
		"ours": {"kind": "service", "inside": "red", "runs_on": "machine"},
		"theirs": {"kind": "service", "inside": "blue", "runs_on": "machine"},
	},
	"assets": {"data": {"at": ["ours"], "sensitivity": {"confidentiality": confidentiality, "integrity": 1, "availability": 1}}},
})

test_fails_on_virtual_machines_of_two_tenants if {
	rule.finding == {{"element": "machine", "related": ["blue", "red"]}} with input as model({"isolation": "vm"}, 4)
}

test_fails_on_data_that_only_passes if {
	given := indexed({
		"boundaries": {"red": {"kind": "tenant"}, "blue": {"kind": "tenant"}},
		"components": {
			"machine": {"kind": "host", "isolation": "container"},
			"ours": {"kind": "service", "inside": "red", "runs_on": "machine"},
			"theirs": {"kind": "service", "inside": "blue", "runs_on": "machine"},
			"store": {"kind": "store"},
		},
		"flows": {"query": {"from": "ours", "to": "store", "returns": ["data"]}},
		"assets": {"data": {"at": ["store"], "sensitivity": {"confidentiality": 4}}},
	})
	rule.finding == {{"element": "machine", "related": ["blue", "red"]}} with input as given
}

test_passes_with_micro_machines if {
	given := model({"isolation": "microvm"}, 5)
	count(rule.finding) == 0 with input as given
	rule.pass == {"machine"} with input as given
}

test_passes_with_unimportant_data if {
	given := model({"isolation": "none"}, 3)
	count(rule.finding) == 0 with input as given
	rule.pass == {"machine"} with input as given
}

test_waits_for_the_isolation if {
	given := model({}, 4)
	rule.applicable == {"machine"} with input as given
	count(rule.finding) == 0 with input as given
	count(rule.pass) == 0 with input as given
}

test_does_not_apply_to_a_single_tenant if {
	given := indexed({"components": {"machine": {"kind": "host", "tenancy": "single", "isolation": "vm"}}})
	count(rule.applicable) == 0 with input as given
}
