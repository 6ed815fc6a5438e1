package threats.generic.clear_inside_test

import data.threats.generic.clear_inside as rule

model(kind, flow, sensitivity) := indexed({
	"boundaries": {"inside": {"kind": "network"}, "outside": {"kind": "network"}},
	"components": {"service": {"kind": kind, "inside": "inside"}, "store": {"kind": "store", "inside": "inside"}, "far": {"kind": "store", "inside": "outside"}},
	"assets": {"data": {"sensitivity": object.union({"integrity": 1, "availability": 1}, sensitivity)}},
	"flows": {"ask": object.union({"from": "service", "to": "store", "protocol": "sql", "carries": ["data"]}, flow)},
})

clear := {"tls": "none"}

test_fails_on_secrets if {
	rule.finding == {{"element": "ask"}} with input as model("service", clear, {"confidentiality": 4})
}

test_fails_on_a_password if {
	given := model("service", {"tls": "none", "authentication": "password"}, {"confidentiality": 1})
	rule.finding == {{"element": "ask"}} with input as given
}

test_passes_when_encrypted if {
	given := model("service", {"tls": "1.3"}, {})
	"ask" in rule.pass with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_sensitivity if {
	given := model("service", clear, {})
	rule.applicable == {"ask"} with input as given
	count(rule.finding) + count(rule.pass) == 0 with input as given
}

test_waits_for_the_encryption if {
	given := model("service", {}, {"confidentiality": 5})
	rule.applicable == {"ask"} with input as given
	count(rule.finding) + count(rule.pass) == 0 with input as given
}

test_does_not_apply_where_nothing_is_secret if {
	count(rule.applicable) == 0 with input as model("service", clear, {"confidentiality": 3})
}

test_does_not_apply_to_what_other_rules_look_at if {
	count(rule.applicable) == 0 with input as model("service", {"tls": "none", "to": "far"}, {"confidentiality": 5})
	count(rule.applicable) == 0 with input as model("device", clear, {"confidentiality": 5})
	count(rule.applicable) == 0 with input as model("service", {"tls": "none", "protocol": "mqtt"}, {"confidentiality": 5})
}
