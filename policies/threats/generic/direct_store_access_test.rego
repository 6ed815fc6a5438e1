package threats.generic.direct_store_access_test

import data.threats.generic.direct_store_access as rule

model(sender, sensitivity) := indexed({
	"boundaries": {"office": {"kind": "site"}, "cloud": {"kind": "account"}},
	"components": {"desk": object.union({"kind": "client", "inside": "office"}, sender), "store": {"kind": "store", "inside": "cloud"}},
	"assets": {"data": {"sensitivity": sensitivity}},
	"flows": {"look": {"from": "desk", "to": "store", "returns": ["data"]}},
})

found := {{"element": "look", "related": ["desk", "store"]}}

test_fails_on_high_data if {
	rule.finding == found with input as model({}, {"confidentiality": 4})
	rule.finding == found with input as model({}, {"integrity": 4})
}

test_passes_on_other_data if {
	given := model({}, {"confidentiality": 3, "integrity": 3, "availability": 5})
	rule.applicable == {"look"} with input as given
	rule.pass == {"look"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_sensitivity if {
	given := model({}, {})
	rule.applicable == {"look"} with input as given
	count(rule.finding) + count(rule.pass) == 0 with input as given
}

test_does_not_apply_to_services_bastions_and_neighbours if {
	count(rule.applicable) == 0 with input as model({"kind": "service"}, {"confidentiality": 5})
	count(rule.applicable) == 0 with input as model({"kind": "bastion"}, {"confidentiality": 5})
	count(rule.applicable) == 0 with input as model({"inside": "cloud"}, {"confidentiality": 5})
}
