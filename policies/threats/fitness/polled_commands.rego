# METADATA
# title: Commands wait for the next poll
# description: >-
#   A device or gateway asks for commands by HTTP from time to time. A command that should arrive at once waits for the
#   next question, and to ask more often costs power and money.
# custom:
#   id: FIT-01
#   pack: full
#   severity: low
#   scope: flows
#   protocols: [http]
#   purposes: [command]
#   facts: [poll_every]
#   params: {delay: 0.001}
#   stride: [denial-of-service]
#   fear: [availability]
#   controls: [NIST-800-53:SC-5]
#   cwe: [CWE-1176]
#   opens: [act-before-the-command-arrives]
#   effort: medium
#   remediation: >-
#     Keep a connection open on which commands can be pushed: MQTT, AMQP or WebSocket.
#   rationale: Polling trades delay for traffic, and commands can bear neither.
#   false_positives: The commands can wait; allow a longer delay.
#   message: Commands of "{element}" wait up to {poll_every} for the next poll
package threats.fitness.polled_commands

applicable contains id if {
	some id, f in input.by_purpose.command
	f.protocol == "http"
	f.poll_every
	field(f)
}

# either end stands in the field, whichever way the arrow was drawn
field(f) if f.sender.kind in {"device", "gateway"}

field(f) if f.receiver.kind in {"device", "gateway"}

finding contains {"element": id, "related": [f.from, f.to]} if {
	some id, f in input.by_purpose.command
	f.protocol == "http"
	field(f)
	f.poll_every > input.params.delay
}
