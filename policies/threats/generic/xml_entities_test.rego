package threats.generic.xml_entities_test

import data.threats.generic.xml_entities as rule

model(facts) := indexed({
	"boundaries": {"inside": {"kind": "network"}},
	"components": {"desk": {"kind": "client"}, "service": object.union({"kind": "service", "inside": "inside"}, facts)},
	"flows": {"call": {"from": "desk", "to": "service"}},
})

found := {{"element": "service", "related": ["call"]}}

test_fails_on_xml_from_outside if {
	rule.finding == found with input as model({"accepts": ["json", "xml"]})
}

test_passes_on_other_formats if {
	given := model({"accepts": ["json"]})
	rule.applicable == {"service"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_formats if {
	given := model({})
	rule.applicable == {"service"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_neighbours if {
	given := model({"inside": "", "accepts": ["xml"]})
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
