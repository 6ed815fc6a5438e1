# METADATA
# title: Data is with a party that nobody agreed to
# description: >-
#   An asset lies with, or passes, a component whose operator, or somebody to whom the operator hands work, is not
#   among the parties that the asset may be with.
# custom:
#   id: LEG-01
#   pack: core
#   severity: high
#   scope: assets
#   facts: [allowed.parties]
#   stride: [information-disclosure]
#   linddun: [non-compliance, unawareness]
#   fear: [legal, confidentiality, privacy]
#   cause: [lack-of-trust, loss-of-control]
#   controls: [CCM:STA-07, CCM:DSP-14, NIST-800-53:SA-9, NIST-800-53:SR-3, NIST-CSF:GV.SC-04, ISO-27017:CLD.6.3.1]
#   attack: [T1199]
#   opens: [further-party-reads-data, breach-at-subcontractor]
#   effort: medium
#   remediation: >-
#     Agree to the sub-provider and add it to the allowed parties, or have the provider keep this asset away from it.
#   rationale: >-
#     Trust is not transitive: a contract with one binds that one, and the data is as safe as it is with the last in
#     the chain.
#   message: >-
#     "{element}" reaches parties that it may not be with: {related}
package threats.legal.undeclared_party

finding contains {"element": id, "related": [at, party]} if {
	some id, a in input.assets
	some at in a.passes
	some party in input.components[at].operates.chain
	beyond(party, a.allowed.parties)
}

beyond(party, allowed) if not party in allowed

unknown contains {"element": id, "facts": ["allowed.parties"]} if {
	some id, a in input.assets
	not a.allowed.parties
}

# who runs the place where it lies; whoever it only passes may be nobody's business
unknown contains {"element": id, "facts": [concat("@", ["operator", at])]} if {
	some id, a in input.assets
	some at in a.at
	c := input.components[at]
	not c.operator
	runs_somewhere(c)
}

runs_somewhere(c) if not c.kind in {"person", "client", "device"}
