package device

# METADATA
# title: An identity is in one place at a time
# custom: {id: DEV-08}
deny contains {"rule": "DEV-08", "reason": "more sessions of this identity are open than its class allows"} if {
	"DEV-08" in examined
	input.connection.sessions > allowed_sessions
}

allowed_sessions := input.device.limits.sessions

default allowed_sessions := 1

# A model has no sessions: that the decision point counts them is all one can say.
needs contains ["DEV-08", "connection.sessions"] if {
	"DEV-08" in examined
	input.mode == "online"
}
