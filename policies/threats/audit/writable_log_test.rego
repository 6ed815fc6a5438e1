package threats.audit.writable_log_test

import data.threats.audit.writable_log as rule

model(log, may) := indexed({
	"parties": {"us": {"kind": "customer"}, "others": {"kind": "third-party"}},
	"components": {"edge": {"kind": "edge", "operator": "us"}, "log": object.union({"kind": "log"}, log)},
	"flows": {"record": {"from": "edge", "to": "log", "purpose": "audit"}},
	"roles": {"admin": {"party": "us", "may": may}},
})

test_fails_when_records_can_be_changed if {
	some found in rule.finding with input as model({"append_only": false}, [])
	found.element == "log"
}

test_fails_when_the_watched_may_erase if {
	given := model({"append_only": true, "operator": "us"}, ["administer", "erase-logs"])
	some found in rule.finding with input as given
	found.related == ["us"]
}

test_passes_when_nobody_may_erase if {
	count(rule.finding) == 0 with input as model({"append_only": true, "operator": "us"}, ["administer"])
}

test_passes_when_somebody_else_keeps_it if {
	count(rule.finding) == 0 with input as model({"append_only": true, "operator": "others"}, ["erase-logs"])
}

test_waits_for_the_fact if {
	count(rule.finding) == 0 with input as model({}, [])
}

test_does_not_apply_to_stores if {
	count(rule.finding) == 0 with input as model({"kind": "store", "append_only": false}, [])
}
