package threats.protocols.topic_too_wide_test

import data.threats.protocols.topic_too_wide as rule

model(facts) := indexed({"components": {"sensor": object.union({"kind": "device"}, facts)}})

failing(template) := {{"element": "sensor", "args": {"templates": [template]}}}

test_fails_on_the_root if {
	rule.finding == failing("#") with input as model({"may_publish": [], "may_subscribe": ["#"]})
}

test_fails_on_topics_of_the_broker if {
	rule.finding == failing("$SYS/broker/uptime") with input as model({"may_subscribe": ["$SYS/broker/uptime"]})
}

test_fails_on_a_wildcard_above_the_device if {
	rule.finding == failing("devices/+/commands") with input as model({"may_publish": ["devices/+/commands"]})
}

test_passes_below_the_device if {
	given := model({"may_publish": ["devices/{device}/events"], "may_subscribe": ["devices/{device}/#", "news"]})
	count(rule.finding) == 0 with input as given
}

test_waits_for_the_templates if {
	count(rule.finding) == 0 with input as model({})
}

test_does_not_apply_to_services if {
	count(rule.finding) == 0 with input as model({"kind": "service"})
}

test_fails_on_a_topic_of_another_class if {
	given := indexed({"components": {
		"sensor": {"kind": "device", "may_publish": ["{tenant}/{name}/lock"], "may_subscribe": []},
		"lock": {"kind": "device", "may_publish": [], "may_subscribe": ["{tenant}/{device}/lock"]},
	}})
	told := "{tenant}/{name}/lock (tenant-2/device-2/lock is of another lock)"
	rule.finding == {{"element": "sensor", "args": {"templates": [told]}}} with input as given
}

test_passes_where_templates_keep_devices_apart if {
	given := indexed({"components": {
		"sensor": {"kind": "device", "may_publish": ["{tenant}/{device}/events"], "may_subscribe": ["{tenant}/{device}/#"]},
		"lock": {"kind": "device", "may_publish": ["{tenant}/{device}/state"], "may_subscribe": ["{tenant}/{device}/#"]},
	}})
	count(rule.finding) == 0 with input as given
}
