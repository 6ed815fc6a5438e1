package device_test

import data.device

good := {
	"mode": "online",
	"now": 1000,
	"device": {
		"registered": true, "id": "d1", "class": "lock", "tenant": "a", "status": "active",
		"fingerprints": ["f1"], "firmware": "v2.10", "minimum_firmware": "2.9.1", "attested": true,
		"may_publish": ["{tenant}/{device}/state"], "may_subscribe": ["{tenant}/{device}/#"], "may_retain": false,
		"limits": {"rate": 10, "size": 100},
	},
	"credential": {"kind": "x509", "fingerprint": "f1", "subject": "d1", "not_before": 0, "not_after": 2000, "revoked": false},
	"connection": {"tls": "1.3", "authentication": "mutual-tls", "sessions": 1},
	"request": {"action": "connect"},
}

publish := {"request": {"action": "publish", "topic": "a/d1/state", "tenant": "a", "retain": false, "rate": 1, "size": 1}}

subscribe := {"request": {"action": "subscribe", "topic": "a/d1/commands", "tenant": "a"}}

enrol := {
	"device": {"registered": false, "enrolment": {"used": false, "until": 1001, "once": true, "window": 1}},
	"request": {"action": "enrol"},
}

changed(change) := object.union(good, change)

denied_by(facts) := rules if {
	denies := device.deny with input as facts
	rules := {d.rule | some d in denies}
}

# needed are the facts that the rules ask for.
needed(facts) := names if {
	needs := device.needs with input as facts
	names := {n[1] | some n in needs}
}

test_good_requests_pass if {
	denied_by(good) == set()
	denied_by(changed(publish)) == set()
	denied_by(changed(subscribe)) == set()
	denied_by(changed(enrol)) == set()
	denied_by(changed({"request": {"action": "deliver", "topic": "a/d1/commands/open", "tenant": "a"}})) == set()
}

test_each_mistake_is_denied_by_its_rule if {
	every rule, changes in mistakes {
		every change in changes {
			denied_by(changed(change)) == {rule}
		}
	}
}

mistakes["DEV-01"] := [{"device": {"registered": false, "status": "retired"}}, {"request": {"action": "dance"}}]

mistakes["DEV-02"] := [
	{"connection": {"authentication": "none"}},
	{"connection": {"authentication": "password"}},
	{"connection": {"tls": "none"}},
	object.union(enrol, {"connection": {"tls": "none"}}),
]

mistakes["DEV-03"] := [
	{"credential": {"fingerprint": "f2"}},
	{"credential": {"subject": "d2"}},
	{"credential": {"kind": "token", "subject": "d10"}},
	{"credential": {"bound_to": "none"}},
]

mistakes["DEV-04"] := [{"device": {"status": "quarantined"}}, {"device": {"status": "retired"}}]

mistakes["DEV-05"] := [
	{"now": 2001}, {"now": -1}, {"credential": {"revoked": true}},
	object.union(enrol, {"credential": {"revoked": true}}),
]

mistakes["DEV-06"] := [object.union(publish, {"request": {"tenant": "b"}}), object.union(subscribe, {"request": {"tenant": "b"}})]

mistakes["DEV-07"] := [
	object.union(publish, {"request": {"topic": "a/d10/state"}}),
	object.union(publish, {"request": {"topic": "a/d1/commands"}}),
	object.union(publish, {"request": {"topic": "a/+/state"}}),
	object.union(publish, {"request": {"retain": true}}),
	object.union(publish, {"device": {"id": "+"}, "credential": {"subject": "+"}}),
	object.union(subscribe, {"request": {"topic": "#"}}),
	object.union(subscribe, {"request": {"topic": "$SYS/#"}}),
	object.union(subscribe, {"request": {"topic": "a/+/commands"}}),
	object.union(subscribe, {"request": {"topic": "$share/g/a/d2/#"}}),
	object.union(subscribe, {"request": {"topic": "a/d1/#/x"}}),
	{"request": {"action": "deliver", "topic": "a/d2/commands", "tenant": "a"}},
]

mistakes["DEV-08"] := [{"connection": {"sessions": 2}}, {"connection": {"sessions": 4}, "device": {"limits": {"sessions": 3}}}]

mistakes["DEV-09"] := [
	{"device": {"firmware": "2.9"}}, {"device": {"firmware": "v2.9.0"}}, {"device": {"firmware": "nightly"}},
	{"device": {"attested": false}},
]

mistakes["DEV-10"] := [
	object.union(enrol, {"device": {"enrolment": {"used": true}}}),
	object.union(enrol, {"now": 1002, "credential": {"not_after": 3000}}),
	object.union(enrol, {"device": {"enrolment": {"once": false}}}),
]

mistakes["DEV-11"] := [object.union(publish, {"request": {"size": 101}}), object.union(publish, {"request": {"rate": 11}})]

test_needs_of_a_connection if {
	needed(good) == {
		"request.action", "device.registered", "connection.authentication", "connection.tls",
		"credential.kind", "credential.fingerprint", "device.fingerprints", "device.id", "device.status",
		"now", "credential.revoked", "credential.not_after", "connection.sessions", "device.firmware",
	}
	"credential.subject" in needed(changed({"credential": {"kind": "token"}}))
}

test_needs_of_a_message if {
	{
		"request.topic", "request.tenant", "device.tenant", "device.may_publish",
		"device.limits.rate", "device.limits.size", "request.rate", "request.size",
	} - needed(changed(publish)) == set()
	not "device.may_retain" in needed(changed(publish))
	"device.may_retain" in needed(changed(object.union(publish, {"request": {"retain": true}})))
	"device.may_subscribe" in needed(changed(subscribe))
	not "device.class" in needed(changed(subscribe))
}

test_needs_of_an_enrolment if {
	needed(changed(enrol)) == {
		"request.action", "connection.authentication", "connection.tls", "now",
		"credential.revoked", "credential.not_after", "device.enrolment.used", "device.enrolment.until",
	}
}

test_offline_only_what_is_checked_denies if {
	retired := changed({"mode": "offline", "device": {"status": "retired"}})
	denied_by(object.union(retired, {"edge": {"checks": ["status"]}})) == {"DEV-04"}
	denied_by(object.union(retired, {"edge": {"checks": ["topic"]}})) == set()
	denied_by(retired) == set()
	"edge.checks" in needed(retired)
}

test_offline_needs_what_a_model_states if {
	checks := {"mode": "offline", "edge": {"checks": ["binding", "revocation", "enrolment", "firmware", "session", "quota"]}}
	needs := needed(changed(checks))
	"credential.bound_to" in needs
	not "now" in needs
	not "connection.sessions" in needs
	not "device.firmware" in needs
	asked := needed(changed(object.union(checks, enrol)))
	{"device.enrolment.once", "device.enrolment.window"} - asked == set()
	not "request.size" in needed(changed(object.union(checks, publish)))
}
