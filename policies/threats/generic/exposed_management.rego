# METADATA
# title: Management stands on the internet
# description: >-
#   A console, pipeline or vault can be reached from the internet directly. One leaked password, or one hole in it,
#   opens everything that it manages.
# custom:
#   id: GEN-08
#   pack: core
#   severity: high
#   scope: components
#   kinds: [control, pipeline, vault]
#   stride: [elevation-of-privilege, spoofing]
#   fear: [attack-surface]
#   controls: [CCM:IVS-03, NIST-800-53:AC-17, NIST-800-53:SC-7, NIST-800-53:SC-2]
#   attack: [T1190, T1133, T1078]
#   capec: [CAPEC-1]
#   cwe: [CWE-668]
#   opens: [sign-in-to-management, reach-control-plane]
#   effort: medium
#   remediation: Let administrators in through a bastion or VPN, and take the rest off the internet.
#   rationale: What can change everything should be reached by few, from few places.
#   message: >-
#     "{element}" can be reached from the internet directly
package threats.generic.exposed_management

finding contains {"element": id} if {
	some kind in ["control", "pipeline", "vault"]
	some id, c in input.by_kind[kind]
	"internet" in c.exposed_to
}
