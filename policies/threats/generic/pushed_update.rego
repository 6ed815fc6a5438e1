# METADATA
# title: Builds push their way into operation
# description: >-
#   A pipeline reaches across a boundary into what runs, to install releases there. It holds keys to every machine,
#   and the boundary has a hole from the office into operation.
# custom:
#   id: GEN-24
#   pack: full
#   severity: low
#   scope: flows
#   purposes: [update]
#   stride: [tampering, elevation-of-privilege]
#   fear: [integrity, attack-surface]
#   controls: [CCM:CCC-04, CCM:IVS-03, NIST-800-53:CM-5, NIST-800-53:SC-7]
#   attack: [T1195]
#   capec: [CAPEC-444]
#   cwe: [CWE-250]
#   opens: [push-through-the-pipeline]
#   effort: high
#   remediation: >-
#     Let what runs fetch signed releases from a registry by itself, and take the keys to operation away from the
#     pipeline.
#   rationale: >-
#     Whoever fetches needs a key to one place; whoever pushes needs keys to all.
#   message: >-
#     "{from}" pushes releases into "{to}" across {crosses}
package threats.generic.pushed_update

applicable contains id if {
	some id, f in input.by_purpose.update
	pushes(f)
}

pushes(f) if {
	f.sender.kind == "pipeline"
	f.receiver.kind in {"service", "host", "edge", "gateway", "control", "broker", "identity", "store"}
}

finding contains {"element": id, "related": [f.from, f.to]} if {
	some id, f in input.by_purpose.update
	pushes(f)
	count(f.crosses) > 0
}
