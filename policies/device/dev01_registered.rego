package device

# METADATA
# title: Only registered devices are served
# custom: {id: DEV-01}
deny contains {"rule": "DEV-01", "reason": "the device is not registered"} if {
	concerns("DEV-01")
	enforced("registered")
	unregistered
}

needs contains {"rule": "DEV-01", "fact": "device.registered"} if {
	examined("DEV-01")
}
