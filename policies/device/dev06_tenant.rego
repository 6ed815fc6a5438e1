package device

# METADATA
# title: A device stays in its tenant
# custom: {id: DEV-06}
deny contains {"rule": "DEV-06", "reason": "the topic belongs to another tenant"} if {
	examined("DEV-06")
	input.request.tenant != input.device.tenant
}

needs contains {"rule": "DEV-06", "fact": "request.tenant"} if {
	examined("DEV-06")
}

needs contains {"rule": "DEV-06", "fact": "device.tenant"} if {
	examined("DEV-06")
}
