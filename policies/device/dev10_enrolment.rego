package device

# METADATA
# title: An enrolment secret works once and in its window
# custom: {id: DEV-10}
deny contains {"rule": "DEV-10", "reason": "the enrolment secret has been used"} if {
	examined("DEV-10")
	input.device.enrolment.used == true
}

deny contains {"rule": "DEV-10", "reason": "the time to enrol is over"} if {
	examined("DEV-10")
	input.now > input.device.enrolment.until
}

deny contains {"rule": "DEV-10", "reason": "an enrolment secret of this class works more than once"} if {
	examined("DEV-10")
	input.device.enrolment.once == false
}

needs contains {"rule": "DEV-10", "fact": fact} if {
	examined("DEV-10")
	input.mode == "online"
	some fact in ["device.enrolment.used", "device.enrolment.until", "now"]
}

needs contains {"rule": "DEV-10", "fact": fact} if {
	examined("DEV-10")
	input.mode == "offline"
	some fact in ["device.enrolment.once", "device.enrolment.window"]
}
