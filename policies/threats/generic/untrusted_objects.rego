# METADATA
# title: Objects are unpacked that anybody may have packed
# description: >-
#   A component accepts serialized objects across a trust boundary. In most languages unpacking such an object can run
#   code of the sender's choice.
# custom:
#   id: GEN-07
#   pack: full
#   severity: high
#   scope: components
#   kinds: [service, control, identity, edge, gateway, broker, pipeline]
#   facts: [accepts]
#   stride: [tampering, elevation-of-privilege]
#   fear: [integrity, attack-surface]
#   controls: [CCM:AIS-04, NIST-800-53:SI-10]
#   attack: [T1190]
#   capec: [CAPEC-586]
#   cwe: [CWE-502]
#   opens: [run-code-by-object]
#   effort: medium
#   remediation: >-
#     Accept plain data (JSON, Protocol Buffers) with a schema; where objects must stay, sign them and allow few
#     types.
#   rationale: An object format lets the sender choose which code of the receiver runs.
#   message: >-
#     "{element}" accepts serialized objects across a boundary: {related}
package threats.generic.untrusted_objects

applicable contains id if {
	some id, c in input.components
	count(c.from_outside) > 0
}

finding contains {"element": id, "related": c.from_outside} if {
	some id, c in input.components
	"serialized" in c.accepts
	count(c.from_outside) > 0
}
