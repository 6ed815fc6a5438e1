package threats.insider.lone_watcher_test

import data.threats.insider.lone_watcher as rule

model(party, facts, sensitivity) := indexed({
	"parties": {"us": {"kind": "customer"}, "nimbus": {"kind": "provider"}, "guard": {"kind": "third-party"}},
	"components": {"it": object.union({"kind": "store", "operator": party}, facts)},
	"assets": {"data": {"at": ["it"], "sensitivity": sensitivity}},
})

rated(sensitivity) := object.union({"confidentiality": 1, "integrity": 1, "availability": 1}, sensitivity)

test_fails_when_they_watch_themselves if {
	every sensitivity in [{"confidentiality": 4}, {"integrity": 4}, {"availability": 4}] {
		given := model("nimbus", {"monitored_by": ["nimbus"]}, rated(sensitivity))
		rule.finding == {{"element": "it", "related": ["nimbus"], "args": {"watchers": ["nimbus"]}}} with input as given
	}
}

test_fails_when_nobody_watches if {
	given := model("nimbus", {"kind": "control", "monitored_by": []}, rated({}))
	rule.finding == {{"element": "it", "related": [], "args": {"watchers": "nobody"}}} with input as given
}

test_passes_with_a_second_source if {
	every watchers in [["us"], ["nimbus", "us"], ["nimbus", "guard"]] {
		given := model("nimbus", {"monitored_by": watchers}, rated({"integrity": 4}))
		count(rule.finding) == 0 with input as given
		rule.pass == {"it"} with input as given
	}
}

test_waits_for_who_watches if {
	given := model("nimbus", {}, rated({"integrity": 4}))
	rule.applicable == {"it"} with input as given
	count(rule.finding) + count(rule.pass) == 0 with input as given
}

test_waits_for_the_sensitivity if {
	given := model("nimbus", {"monitored_by": ["nimbus"]}, {})
	rule.applicable == {"it"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_at_home if {
	given := model("us", {"monitored_by": []}, rated({"integrity": 4}))
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}

test_does_not_apply_where_little_is_at_stake if {
	given := model("nimbus", {"monitored_by": ["nimbus"]}, rated({}))
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
