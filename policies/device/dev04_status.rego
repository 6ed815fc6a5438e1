package device

# METADATA
# title: Only active devices are served
# custom: {id: DEV-04}
deny contains {"rule": "DEV-04", "reason": "the device is registered, but not active"} if {
	"DEV-04" in examined
	input.device.status != "active"
}

needs contains ["DEV-04", "device.status"] if {
	"DEV-04" in examined
}
