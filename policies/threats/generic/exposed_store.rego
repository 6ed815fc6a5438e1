# METADATA
# title: A store stands on the internet
# description: >-
#   A store or a queue can be reached from the internet directly, without a service in front that knows who may ask
#   what. A cache may be meant to stand there, as one that delivers public pages does.
# custom:
#   id: GEN-04
#   pack: core
#   severity: high
#   scope: components
#   kinds: [store, broker]
#   stride: [information-disclosure, tampering, elevation-of-privilege]
#   linddun: [data-disclosure]
#   fear: [attack-surface, confidentiality]
#   controls: [CCM:IVS-03, CCM:IVS-09, NIST-800-53:SC-7, NIST-800-53:AC-22, D3FEND:D3-ITF]
#   attack: [T1190, T1530, T1619]
#   capec: [CAPEC-1]
#   cwe: [CWE-668, CWE-1327]
#   opens: [reach-store-from-internet, wrong-permissions]
#   effort: low
#   remediation: Put the store into a network of its own, and let only the services that need it reach it.
#   rationale: Open stores are found by scanners within hours, and their own access control is their only wall.
#   false_positives: A broker that devices must reach and that guards itself; model it as an edge.
#   message: >-
#     "{element}" can be reached from the internet directly
package threats.generic.exposed_store

finding contains {"element": id} if {
	some kind in ["store", "broker"]
	some id, c in input.by_kind[kind]
	"internet" in c.exposed_to
}
