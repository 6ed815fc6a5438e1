package device

# METADATA
# title: Only registered devices are served
# custom: {id: DEV-01}
deny contains {"rule": "DEV-01", "reason": "the device is not registered"} if {
	"DEV-01" in examined
	unregistered
}

needs contains ["DEV-01", "device.registered"] if {
	"DEV-01" in examined
}
