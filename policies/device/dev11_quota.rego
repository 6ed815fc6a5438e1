package device

# METADATA
# title: A device keeps to the quota of its class
# custom: {id: DEV-11}
deny contains {"rule": "DEV-11", "reason": "the device sends more often than its class may"} if {
	examined("DEV-11")
	input.request.rate > input.device.limits.rate
}

deny contains {"rule": "DEV-11", "reason": "the message is larger than its class may send"} if {
	examined("DEV-11")
	input.request.size > input.device.limits.size
}

needs contains {"rule": "DEV-11", "fact": fact} if {
	examined("DEV-11")
	some fact in ["device.limits.rate", "device.limits.size"]
}

# A modelled flow need not say how much it sends; a message has a size.
needs contains {"rule": "DEV-11", "fact": fact} if {
	examined("DEV-11")
	input.mode == "online"
	some fact in ["request.rate", "request.size"]
}
