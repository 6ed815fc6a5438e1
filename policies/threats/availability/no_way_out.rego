# METADATA
# title: Everything is lost if the provider closes
# description: >-
#   Each place of something that must stay available is in the hands of one provider and those who work for it, and no
#   way of leaving has been agreed. When the provider goes out of business, data and service go with it.
# custom:
#   id: AVA-03
#   pack: full
#   severity: medium
#   scope: assets
#   facts: [sensitivity.availability]
#   stride: [denial-of-service]
#   fear: [availability]
#   cause: [loss-of-control]
#   controls: [CCM:IPY-04, CCM:BCR-08, NIST-800-53:CP-6, NIST-800-53:SA-9, ISO-27017:CLD.8.1.5]
#   attack: [T0826]
#   opens: [provider-closes-down]
#   effort: medium
#   remediation: >-
#     Agree on formats and time for getting everything out, try it, and keep a copy where the provider has no hand.
#   rationale: A provider that fails does not answer requests for exports any more.
#   false_positives: A copy lies elsewhere and could be used; name its place in at of the asset.
#   message: All of "{element}" is in the hands of {related}, and no way of leaving has been agreed
package threats.availability.no_way_out

critical(a) if a.sensitivity.availability >= 4

# held holds where no place of the asset is out of the hands of a provider and of those who work for it.
held(a, p) if {
	count(a.at) > 0
	every at in a.at {
		some keeper in input.components[at].keepers
		keeper in p.chain
	}
}

provider(p) if p.kind in {"provider", "subcontractor", "third-party"}

applicable contains id if {
	some p in input.parties
	provider(p)
	some id, a in input.assets
	not bearable(a)
	held(a, p)
}

bearable(a) if a.sensitivity.availability < 4

finding contains {"element": id, "related": [party]} if {
	some party, p in input.parties
	provider(p)
	p.exit_plan == false
	some id, a in input.assets
	critical(a)
	held(a, p)
}

unknown contains {"element": id, "facts": [concat("@", ["exit_plan", party])]} if {
	some party, p in input.parties
	provider(p)
	not p.exit_plan == false
	not p.exit_plan
	some id, a in input.assets
	held(a, p)
}

unknown contains {"element": id, "facts": ["sensitivity.availability"]} if {
	some id, a in input.assets
	not a.sensitivity.availability
}
