package threats.generic.mixed_host_test

import data.threats.generic.mixed_host as rule

model(site, store) := indexed({
	"boundaries": {"front": {"kind": "network"}, "back": {"kind": "network"}},
	"components": {
		"machine": {"kind": "host"},
		"site": object.union({"kind": "service", "inside": "front", "runs_on": "machine"}, site),
		"store": object.union({"kind": "store", "inside": "back", "runs_on": "machine"}, store),
	},
})

secret := {"isolation": "vm", "sensitivity": {"confidentiality": 4}}

test_fails_on_a_store_beside_the_site if {
	rule.finding == {{"element": "machine", "related": ["store"]}} with input as model({"isolation": "container"}, secret)
	rule.finding == {{"element": "machine", "related": ["store"]}} with input as model({"isolation": "vm"}, {"isolation": "vm", "sensitivity": {"integrity": 5}})
}

test_passes_when_hardware_keeps_them_apart if {
	given := model({"isolation": "microvm"}, {"isolation": "confidential", "sensitivity": {"confidentiality": 5}})
	rule.applicable == {"machine"} with input as given
	count(rule.finding) == 0 with input as given
	count(rule.unknown) == 0 with input as given
}

test_waits_for_the_isolation if {
	given := model({}, {"isolation": "microvm", "sensitivity": {"confidentiality": 5}})
	rule.applicable == {"machine"} with input as given
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "machine", "facts": ["isolation@site"]}} with input as given
}

test_does_not_apply_within_a_boundary_and_without_treasures if {
	given := model({"isolation": "vm", "inside": "back"}, secret)
	count(rule.applicable) + count(rule.finding) == 0 with input as given
	count(rule.applicable) == 0 with input as model({"isolation": "vm"}, {"isolation": "vm", "sensitivity": {"confidentiality": 3}})
}
