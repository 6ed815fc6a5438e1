package threats.generic.shared_kernel_test

import data.threats.generic.shared_kernel as rule

model(site, payments) := indexed({
	"boundaries": {"inside": {"kind": "network"}},
	"components": {
		"app": {"kind": "client"},
		"machine": {"kind": "host", "inside": "inside"},
		"site": object.union({"kind": "service", "inside": "inside", "runs_on": "machine"}, site),
		"payments": object.union({"kind": "service", "inside": "inside", "runs_on": "machine"}, payments),
	},
	"flows": {"visit": {"from": "app", "to": "site"}},
})

container := {"isolation": "container"}

secret := {"isolation": "container", "sensitivity": {"confidentiality": 4}}

found := {{"element": "machine", "related": ["payments"]}}

test_fails_on_secrets_beside_what_is_called if {
	rule.finding == found with input as model(container, secret)
}

test_fails_beside_what_is_exposed if {
	given := indexed({"components": {
		"machine": {"kind": "host"},
		"site": {"kind": "service", "runs_on": "machine", "isolation": "process", "exposed_to": ["internet"]},
		"payments": {"kind": "service", "runs_on": "machine", "isolation": "container", "sensitivity": {"integrity": 4}},
	}})
	rule.finding == found with input as given
}

test_passes_with_machines_of_their_own if {
	given := model({"isolation": "vm"}, secret)
	rule.applicable == {"machine"} with input as given
	count(rule.finding) + count(rule.unknown) == 0 with input as given
}

test_passes_when_nothing_matters if {
	count(rule.finding) == 0 with input as model(container, container)
}

test_one_that_is_reached_and_matters_is_no_neighbour_of_itself if {
	count(rule.finding) == 0 with input as model(secret, {"isolation": "vm"})
}

test_waits_for_the_isolation if {
	given := model({}, secret)
	count(rule.finding) == 0 with input as given
	rule.unknown == {{"element": "machine", "facts": ["isolation@site"]}} with input as given
}
