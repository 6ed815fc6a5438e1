package device

# METADATA
# title: Device and decision point prove themselves to each other
# custom: {id: DEV-02}
deny contains {"rule": "DEV-02", "reason": "the connection is authenticated by a password or not at all"} if {
	"DEV-02" in examined
	input.connection.authentication in {"none", "password"}
}

deny contains {"rule": "DEV-02", "reason": "the connection is not encrypted, so nothing proves the decision point to the device"} if {
	"DEV-02" in examined
	input.connection.tls == "none"
}

needs contains ["DEV-02", "connection.authentication"] if {
	"DEV-02" in examined
}

needs contains ["DEV-02", "connection.tls"] if {
	"DEV-02" in examined
}
