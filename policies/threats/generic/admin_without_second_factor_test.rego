package threats.generic.admin_without_second_factor_test

import data.threats.generic.admin_without_second_factor as rule

model(facts, kind) := indexed({
	"components": {"desk": {"kind": kind}, "console": {"kind": "control"}},
	"flows": {"manage": object.union({"from": "desk", "to": "console", "purpose": "admin"}, facts)},
})

test_fails_on_a_password if {
	given := model({"authentication": "password"}, "client")
	rule.finding == {{"element": "manage", "related": ["desk", "console"]}} with input as given
}

test_passes_with_a_second_factor if {
	given := model({"authentication": "mfa"}, "person")
	rule.applicable == {"manage"} with input as given
	count(rule.finding) == 0 with input as given
}

test_passes_with_a_key_that_nobody_can_phish if {
	count(rule.finding) == 0 with input as model({"authentication": "mutual-tls"}, "client")
}

test_waits_for_the_fact if {
	given := model({}, "client")
	rule.applicable == {"manage"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_programs if {
	given := model({"authentication": "token"}, "service")
	count(rule.applicable) == 0 with input as given
	count(rule.finding) == 0 with input as given
}
