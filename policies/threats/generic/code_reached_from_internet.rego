# METADATA
# title: Machines on the internet reach the code
# description: >-
#   A repository or build server is not exposed itself, yet machines that stand on the internet call it directly.
#   Whoever takes one of them over writes code, or changes how it is built.
# custom:
#   id: GEN-10
#   pack: full
#   severity: medium
#   scope: components
#   kinds: [pipeline]
#   stride: [tampering, elevation-of-privilege]
#   fear: [integrity, attack-surface]
#   controls: [CCM:CCC-04, CCM:IVS-03, NIST-800-53:AC-17, NIST-800-53:CM-5, NIST-800-53:SR-3]
#   attack: [T1195, T1133]
#   capec: [CAPEC-444, CAPEC-511]
#   cwe: [CWE-668]
#   opens: [write-foreign-code]
#   effort: medium
#   remediation: >-
#     Let developers in through a bastion, a VPN or managed machines, and demand a review of every change.
#   rationale: >-
#     Code runs everywhere and with all rights, so the machines that may write it belong inside.
#   false_positives: >-
#     The machines are managed and come through a VPN; then they are not exposed to the internet in the words of the
#     model.
#   message: >-
#     "{element}" is called straight from the internet: {related}
package threats.generic.code_reached_from_internet

applicable contains id if {
	some id, c in input.by_kind.pipeline
	not "internet" in c.exposed_to
	count(c.flows_in) > 0
}

finding contains {"element": id, "related": calls} if {
	some id, c in input.by_kind.pipeline
	not "internet" in c.exposed_to
	calls := [flow | some flow in c.flows_in; stands_outside(input.flows[flow].sender)]
	count(calls) > 0
}

stands_outside(sender) if {
	sender.kind in {"client", "person", "external"}
	"internet" in sender.exposed_to
}
