# METADATA
# title: May this device do this?
# description: >-
#   Every rule adds to deny what it denies and why, and to needs the facts that its answer rests on. Go drops the needs
#   that are stated. Offline, what is left is unknown; online it is denied.
package device

# enforced holds where the decision point checks something: online always,
# offline where the model says so.
enforced(_) if input.mode == "online"

enforced(check) if {
	input.mode == "offline"
	check in input.edge.checks
}

# checked_by says which check each rule needs at the decision point.
checked_by := {
	"DEV-01": "registered",
	"DEV-03": "binding",
	"DEV-04": "status",
	"DEV-05": "revocation",
	"DEV-06": "tenant",
	"DEV-07": "topic",
	"DEV-08": "session",
	"DEV-09": "firmware",
	"DEV-10": "enrolment",
	"DEV-11": "quota",
}

needs contains {"rule": rule, "fact": "edge.checks"} if {
	input.mode == "offline"
	some rule, _ in checked_by
	concerns(rule)
}

needs contains {"rule": "DEV-01", "fact": "request.action"}

# concerns says which actions a rule has anything to say about.
concerns(rule) if {
	rule in {"DEV-01", "DEV-02", "DEV-03", "DEV-04", "DEV-05", "DEV-09"}
	input.request.action != "enrol"
}

concerns(rule) if {
	rule in {"DEV-02", "DEV-05", "DEV-10"}
	input.request.action == "enrol"
}

concerns("DEV-08") if input.request.action == "connect"

concerns(rule) if {
	rule in {"DEV-06", "DEV-07"}
	input.request.action in {"publish", "subscribe", "deliver"}
}

concerns("DEV-11") if input.request.action == "publish"

# examined holds where a rule is to look at the request. Whatever a device that
# is not registered may do, one rule denies it.
examined(rule) if {
	concerns(rule)
	enforced(checked_by[rule])
	not unregistered
}

unregistered if {
	input.request.action != "enrol"
	input.device.registered == false
}

deny contains {"rule": "DEV-01", "reason": "the device is asking for something else than connect, enrol, publish, subscribe or deliver"} if {
	not input.request.action in {"connect", "enrol", "publish", "subscribe", "deliver"}
}
