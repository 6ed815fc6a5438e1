package threats.generic.no_segmentation_test

import data.threats.generic.no_segmentation as rule

model(where, sensitivity) := indexed({
	"boundaries": {"front": {"kind": "network"}, "back": {"kind": "network"}},
	"components": {
		"site": {"kind": "service", "inside": "front", "exposed_to": ["internet"]},
		"store": {"kind": "store", "inside": where, "exposed_to": ["internet"]},
	},
	"assets": {"data": {"at": ["store"], "sensitivity": sensitivity}},
})

rated(confidentiality, integrity) := {"confidentiality": confidentiality, "integrity": integrity, "availability": 1}

failing := {{"element": "store", "related": ["site"]}}

test_fails_on_secrets_beside_the_site if {
	rule.finding == failing with input as model("front", rated(4, 1))
}

test_fails_on_what_must_not_change if {
	rule.finding == failing with input as model("front", rated(1, 4))
}

test_passes_when_nothing_is_high if {
	given := model("front", rated(3, 3))
	"store" in rule.pass with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_sensitivity if {
	given := model("front", {})
	"store" in rule.applicable with input as given
	not "store" in rule.pass with input as given
	count(rule.finding) == 0 with input as given
}

test_fails_on_a_store_that_is_not_exposed_itself if {
	given := indexed({
		"boundaries": {"front": {"kind": "network"}},
		"components": {
			"site": {"kind": "service", "inside": "front", "exposed_to": ["internet"]},
			"store": {"kind": "store", "inside": "front", "sensitivity": {"confidentiality": 4}},
		},
	})
	rule.finding == {{"element": "store", "related": ["site"]}} with input as given
}

test_does_not_apply_to_the_only_exposed_one if {
	given := model("back", rated(5, 5))
	not "store" in rule.applicable with input as given
}

test_does_not_apply_away_from_the_internet if {
	given := indexed({
		"boundaries": {"back": {"kind": "network"}},
		"components": {"store": {"kind": "store", "inside": "back", "sensitivity": {"confidentiality": 5}}},
	})
	count(rule.applicable) == 0 with input as given
	count(rule.finding) == 0 with input as given
}
