package device

# METADATA
# title: An enrolment secret works once and in its window
# custom: {id: DEV-10}
deny contains {"rule": "DEV-10", "reason": "the enrolment secret has been used"} if {
	"DEV-10" in examined
	input.device.enrolment.used == true
}

deny contains {"rule": "DEV-10", "reason": "the time to enrol is over"} if {
	"DEV-10" in examined
	input.now > input.device.enrolment.until
}

deny contains {"rule": "DEV-10", "reason": "an enrolment secret of this class works more than once"} if {
	"DEV-10" in examined
	input.device.enrolment.once == false
}

needs contains ["DEV-10", fact] if {
	"DEV-10" in examined
	input.mode == "online"
	some fact in ["device.enrolment.used", "device.enrolment.until", "now"]
}

needs contains ["DEV-10", fact] if {
	"DEV-10" in examined
	input.mode == "offline"
	some fact in ["device.enrolment.once", "device.enrolment.window"]
}
