# METADATA
# title: The network does not let this port through
# description: >-
#   A flow needs a port that the network on its way does not let out, as networks do that know only the web. Devices
#   there never connect, and somebody will open the firewall in a hurry.
# custom:
#   id: FIT-04
#   pack: full
#   severity: low
#   scope: flows
#   protocols: [mqtt, amqp]
#   facts: [network_allows]
#   stride: [denial-of-service]
#   fear: [availability]
#   controls: [NIST-800-53:SA-9.2, NIST-800-53:CP-8]
#   cwe: [CWE-1059]
#   opens: [find-firewall-opened-in-a-hurry]
#   effort: low
#   remediation: Speak the same protocol over WebSocket on port 443, or have the port opened after a review.
#   rationale: Others own the networks that devices live in, and many of them let only the web through.
#   message: >-
#     "{element}" needs port {args.port}, and the network lets only {network_allows} through
package threats.fitness.blocked_port

# usual are the ports of a protocol without and with TLS.
usual := {"mqtt": [1883, 8883], "amqp": [5672, 5671]}

port(f) := f.port

port(f) := usual[f.protocol][0] if {
	not f.port
	f.tls == "none"
}

port(f) := usual[f.protocol][1] if {
	not f.port
	f.tls != "none"
}

applicable contains id if {
	some kind in ["mqtt", "amqp"]
	some id, f in input.by_protocol[kind]
	f.network_allows
	port(f)
}

finding contains {"element": id, "args": {"port": port(f)}} if {
	some kind in ["mqtt", "amqp"]
	some id, f in input.by_protocol[kind]
	f.network_allows
	not port(f) in f.network_allows
}
