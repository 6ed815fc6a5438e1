# METADATA
# title: Nobody can prove how the software was built
# description: >-
#   What is installed on a component comes without a record of its sources, its parts and its build. A library with a
#   known hole, or a build machine that somebody has taken over, goes unnoticed.
# custom:
#   id: SUP-02
#   pack: full
#   severity: medium
#   scope: components
#   kinds: [broker, control, device, edge, gateway, identity, service, vault]
#   facts: [updates.provenance]
#   stride: [tampering]
#   fear: [integrity]
#   controls: [CCM:STA-14, CCM:TVM-05, NIST-800-53:SR-3, NIST-800-53:SR-11, ETSI-303645:5.3]
#   attack: [T1195, T0862, T1525]
#   capec: [CAPEC-186, CAPEC-438]
#   cwe: [CWE-1357, CWE-494]
#   opens: [ship-a-tampered-build]
#   effort: medium
#   remediation: >-
#     Publish a list of parts with each build, let the build service sign how it was made, and check both before
#     installing.
#   rationale: A signature says who released it, not what went in.
#   message: Software on "{element}" is installed without proof of how it was built
package threats.supply.no_provenance

kinds := ["broker", "control", "device", "edge", "gateway", "identity", "service", "vault"]

# it must be stated of what runs in the field; elsewhere the rule looks at what is stated
applicable contains id if {
	some kind in ["device", "edge", "gateway"]
	some id, _ in input.by_kind[kind]
}

applicable contains id if {
	some kind in kinds
	some id, c in input.by_kind[kind]
	c.updates
}

finding contains {"element": id} if {
	some kind in kinds
	some id, c in input.by_kind[kind]
	c.updates.provenance == false
}
