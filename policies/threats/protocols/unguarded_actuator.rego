# METADATA
# title: Commands reach machinery that nobody guards
# description: >-
#   A command crosses a boundary to a device that moves something, the sender does not compare it with what is
#   allowed, and the device has no interlock of its own.
# custom:
#   id: PRO-10
#   pack: full
#   severity: critical
#   scope: flows
#   purposes: [command]
#   facts: [receiver.actuator, sender.checks, receiver.interlock]
#   stride: [tampering, elevation-of-privilege]
#   fear: [integrity, availability]
#   controls: [NIST-800-53:SC-7, NIST-800-53:SI-10]
#   attack: [T0855, T0831]
#   capec: [CAPEC-1]
#   cwe: [CWE-862]
#   opens: [send-dangerous-command]
#   effort: high
#   remediation: >-
#     Let the sender compare commands with an allow-list (and list command among its checks), or give the device an
#     interlock that refuses what is unsafe.
#   rationale: Where bits move things, the last word must not come from the other side of a boundary.
#   message: Commands of "{element}" move "{to}" across a boundary, unfiltered and without an interlock
package threats.protocols.unguarded_actuator

import data.lib.lists

applicable contains id if {
	some id, f in input.by_purpose.command
	count(f.crosses) > 0
	f.receiver.kind == "device"
	not f.receiver.actuator == false
}

pass contains id if {
	some id, f in input.by_purpose.command
	"command" in f.sender.checks
}

pass contains id if {
	some id, f in input.by_purpose.command
	f.receiver.interlock
}

finding contains {"element": id, "related": [f.from, f.to]} if {
	some id, f in input.by_purpose.command
	count(f.crosses) > 0
	f.receiver.actuator
	f.receiver.interlock == false
	lists.lacks(f.sender.checks, "command")
}
