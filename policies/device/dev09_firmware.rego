package device

# METADATA
# title: A device runs firmware that is new enough and unchanged
# custom: {id: DEV-09}
deny contains {"rule": "DEV-09", "reason": "the firmware is older than the class allows"} if {
	"DEV-09" in examined
	version(input.device.firmware) < version(input.device.minimum_firmware)
}

deny contains {"rule": "DEV-09", "reason": "the firmware's version cannot be compared with the least one"} if {
	"DEV-09" in examined
	some v in [input.device.firmware, input.device.minimum_firmware]
	not comparable(v)
}

deny contains {"rule": "DEV-09", "reason": "the device has failed its attestation"} if {
	"DEV-09" in examined
	input.device.attested == false
}

# version is a list of numbers, which Rego compares one after the other.
version(text) := [to_number(n) | some n in split(trim_prefix(text, "v"), ".")] if {
	comparable(text)
}

comparable(text) if regex.match(`^v?[0-9]{1,9}(\.[0-9]{1,9}){0,9}$`, text)

needs contains ["DEV-09", "device.firmware"] if {
	"DEV-09" in examined
	input.mode == "online"
	input.device.minimum_firmware
}
