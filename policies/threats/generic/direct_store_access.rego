# METADATA
# title: Somebody outside asks the store itself
# description: >-
#   A person, client or foreign system reaches across a boundary for a store with data of high confidentiality or
#   integrity, past every service that knows who may see what. The rights of one account are then all that protects.
# custom:
#   id: GEN-21
#   pack: full
#   severity: medium
#   scope: flows
#   facts: [highest.rated]
#   stride: [information-disclosure, elevation-of-privilege]
#   fear: [confidentiality, attack-surface]
#   controls: [CCM:IVS-06, CCM:IAM-16, NIST-800-53:AC-3, NIST-800-53:SC-7]
#   attack: [T1213, T1078]
#   capec: [CAPEC-122]
#   cwe: [CWE-284]
#   opens: [ask-the-store-itself]
#   effort: medium
#   remediation: >-
#     Let people and other systems go through a service, and administrators through a bastion that records what they
#     do.
#   rationale: >-
#     A database knows accounts and tables; whose record it is, and for what somebody needs it, only the service in
#     front knows.
#   message: >-
#     "{from}" reaches "{to}" across {crosses} without a service or bastion between
package threats.generic.direct_store_access

direct[id] := f if {
	some c in input.by_kind.store
	some id in c.from_outside
	f := input.flows[id]
	f.sender.kind in {"person", "client", "device", "external"}
}

applicable contains id if some id, _ in direct

pass contains id if {
	some id, f in direct
	f.highest.rated
	not matters(f.highest)
}

finding contains {"element": id, "related": [f.from, f.to]} if {
	some id, f in direct
	matters(f.highest)
}

matters(highest) if highest.confidentiality >= 4

matters(highest) if highest.integrity >= 4
