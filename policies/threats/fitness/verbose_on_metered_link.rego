# METADATA
# title: Many words on a line that is paid by the byte
# description: >-
#   A link on which each use costs money carries frequent small messages in a protocol of long headers or markup: HTTP
#   or XMPP. Most of what is paid for is wrapping.
# custom:
#   id: FIT-05
#   pack: full
#   severity: low
#   scope: flows
#   protocols: [http, xmpp]
#   facts: [metered, rate]
#   params: {rate: 8760}
#   stride: [denial-of-service]
#   fear: [availability]
#   controls: [NIST-800-53:SC-5]
#   cwe: [CWE-405]
#   opens: [run-up-a-bill]
#   effort: medium
#   remediation: >-
#     Use a compact protocol (MQTT, CoAP, AMQP) and encoding, keep connections open, and send several values at once.
#   rationale: Where bytes cost money or power, somebody will save them by hand, and often saves the protection first.
#   false_positives: >-
#     The messages are large, so that headers matter little; state the purpose as update or backup, or raise the rate.
#   message: >-
#     "{element}" carries frequent messages by {protocol} over a metered link
package threats.fitness.verbose_on_metered_link

# wordy are flows in a protocol of much wrapping, on a metered link; what is large by purpose needs none
wordy(f) if {
	f.metered
	not f.purpose in {"update", "backup"}
}

wordy(f) if {
	f.metered
	not f.purpose
}

often(f) := f.rate

often(f) := 365 / f.poll_every if {
	not f.rate
	f.poll_every > 0
}

applicable contains id if {
	some kind in ["http", "xmpp"]
	some id, f in input.by_protocol[kind]
	wordy(f)
}

finding contains {"element": id} if {
	some kind in ["http", "xmpp"]
	some id, f in input.by_protocol[kind]
	wordy(f)
	often(f) >= input.params.rate
}

unknown contains {"element": id, "facts": ["rate"]} if {
	some kind in ["http", "xmpp"]
	some id, f in input.by_protocol[kind]
	wordy(f)
	not often(f)
}
