package device

# METADATA
# title: Only active devices are served
# custom: {id: DEV-04}
deny contains {"rule": "DEV-04", "reason": "the device is registered, but not active"} if {
	examined("DEV-04")
	input.device.status != "active"
}

needs contains {"rule": "DEV-04", "fact": "device.status"} if {
	examined("DEV-04")
}
