package threats.generic.unconnected_test

import data.threats.generic.unconnected as rule

model(call, guest) := indexed({
	"components": {"app": {"kind": "client"}, "other": {"kind": "service"}, "it": {"kind": "host"}, "guest": guest},
	"flows": {"call": object.union({"from": "app", "to": "other"}, call), "use": {"from": "app", "to": "guest"}},
})

test_fails_on_what_is_alone if {
	rule.finding == {{"element": "it"}} with input as model({}, {"kind": "service"})
}

test_passes_when_it_calls_or_is_called if {
	not {"element": "it"} in rule.finding with input as model({"to": "it"}, {"kind": "service"})
	not {"element": "it"} in rule.finding with input as model({"from": "it"}, {"kind": "service"})
}

test_passes_when_something_runs_on_it if {
	not {"element": "it"} in rule.finding with input as model({}, {"kind": "service", "runs_on": "it"})
}
