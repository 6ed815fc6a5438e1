package device

# METADATA
# title: Device and decision point prove themselves to each other
# custom: {id: DEV-02}
deny contains {"rule": "DEV-02", "reason": "the connection is authenticated by a password or not at all"} if {
	authentication_matters
	input.connection.authentication in {"none", "password"}
}

deny contains {"rule": "DEV-02", "reason": "the connection is not encrypted, so nothing proves the decision point to the device"} if {
	authentication_matters
	input.connection.tls == "none"
}

needs contains {"rule": "DEV-02", "fact": "connection.authentication"} if {
	authentication_matters
}

needs contains {"rule": "DEV-02", "fact": "connection.tls"} if {
	authentication_matters
}

# authentication_matters at every decision point, whatever it checks.
authentication_matters if {
	concerns("DEV-02")
	not unregistered
}
