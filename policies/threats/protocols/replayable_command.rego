# METADATA
# title: A command can be played again
# description: >-
#   The receiver of commands does not notice when it gets the same one twice. A recorded "open" opens again, although
#   nobody can read or forge it.
# custom:
#   id: PRO-08
#   pack: core
#   severity: high
#   scope: flows
#   purposes: [command]
#   facts: [receiver.checks]
#   stride: [spoofing, tampering]
#   fear: [integrity]
#   controls: [NIST-800-53:SC-23]
#   attack: [T0855]
#   capec: [CAPEC-60]
#   cwe: [CWE-294]
#   opens: [replay-command]
#   effort: medium
#   remediation: Give each command a counter, a time or a nonce, refuse old ones, and list replay among the checks.
#   rationale: Encryption hides what a message says, not that it may be sent again.
#   message: >-
#     "{to}" does not notice when a command of "{element}" is played again
package threats.protocols.replayable_command

import data.lib.lists

finding contains {"element": id, "related": [f.to]} if {
	some id, f in input.by_purpose.command
	lists.lacks(f.receiver.checks, "replay")
}
