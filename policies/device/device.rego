# METADATA
# title: May this device do this?
# description: >-
#   Every rule adds to deny what it denies and why, and to needs the facts that its answer rests on. Go drops the needs
#   that are stated. Offline, what is left is unknown; online it is denied.
package device

# concerned says which rules look at which action. DEV-01 looks at any.
concerned := {
	"connect": {"DEV-01", "DEV-02", "DEV-03", "DEV-04", "DEV-05", "DEV-08", "DEV-09"},
	"deliver": {"DEV-01", "DEV-02", "DEV-03", "DEV-04", "DEV-05", "DEV-06", "DEV-07", "DEV-09"},
	"enrol": {"DEV-02", "DEV-05", "DEV-10"},
	"publish": {"DEV-01", "DEV-02", "DEV-03", "DEV-04", "DEV-05", "DEV-06", "DEV-07", "DEV-09", "DEV-11"},
	"subscribe": {"DEV-01", "DEV-02", "DEV-03", "DEV-04", "DEV-05", "DEV-06", "DEV-07", "DEV-09"},
}

# checked_by says which check a rule needs at the decision point. DEV-02 needs none.
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

# enforced are the rules that look at the request: online all, offline those
# whose check the model names.
enforced := concerned[input.request.action] if input.mode == "online"

enforced := {rule |
	some rule in concerned[input.request.action]
	checked(rule)
} if {
	input.mode == "offline"
}

checked("DEV-02")

checked(rule) if checked_by[rule] in input.edge.checks

# examined are the rules that may deny. Whatever a device that is not registered
# may do, one rule denies it.
examined := enforced if not unregistered

examined := enforced & {"DEV-01"} if unregistered

unregistered if {
	input.request.action != "enrol"
	input.device.registered == false
}

deny contains {"rule": "DEV-01", "reason": "the device asks for something else than connect, enrol, publish, subscribe or deliver"} if {
	not input.request.action in {"connect", "enrol", "publish", "subscribe", "deliver"}
}

needs contains ["DEV-01", "request.action"]

needs contains [rule, "edge.checks"] if {
	input.mode == "offline"
	some rule in concerned[input.request.action]
	checked_by[rule]
}
