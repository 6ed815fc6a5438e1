package device

# METADATA
# title: A device keeps to the quota of its class
# custom: {id: DEV-11}
deny contains {"rule": "DEV-11", "reason": "the device sends more often than its class may"} if {
	"DEV-11" in examined
	input.request.rate > input.device.limits.rate
}

deny contains {"rule": "DEV-11", "reason": "the message is larger than its class may send"} if {
	"DEV-11" in examined
	input.request.size > input.device.limits.size
}

needs contains ["DEV-11", fact] if {
	"DEV-11" in examined
	some fact in ["device.limits.rate", "device.limits.size"]
}

# A modelled flow need not say how much it sends; a message has a size.
needs contains ["DEV-11", fact] if {
	"DEV-11" in examined
	input.mode == "online"
	some fact in ["request.rate", "request.size"]
}
