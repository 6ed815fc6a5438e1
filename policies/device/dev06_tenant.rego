package device

# METADATA
# title: A device stays in its tenant
# custom: {id: DEV-06}
deny contains {"rule": "DEV-06", "reason": "the topic belongs to another tenant"} if {
	"DEV-06" in examined
	input.request.tenant != input.device.tenant
}

needs contains ["DEV-06", "request.tenant"] if {
	"DEV-06" in examined
}

needs contains ["DEV-06", "device.tenant"] if {
	"DEV-06" in examined
}
