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
#   opens: [provider-fails]
#   effort: medium
#   remediation: >-
#     Agree on formats and time for getting everything out, try it, and keep a copy where the provider has no hand.
#   rationale: A provider that fails does not answer requests for exports any more.
#   false_positives: A copy lies elsewhere and could be used; name its place in at of the asset.
#   message: All of "{element}" is in the hands of {related}, and no way of leaving has been agreed
package threats.availability.no_way_out

# held are assets that may not be missing, with the providers out of whose hands, and of those who work for them,
# no place of the asset is.
held := {id: parties |
	some id, a in input.assets
	not bearable(a)
	parties := holders(a)
	count(parties) > 0
}

bearable(a) if a.sensitivity.availability < 4

# holders keep its first place, or have it kept, and all others too.
holders(a) := {party |
	some keeper in input.components[a.at[0]].keepers
	some party in array.concat([keeper], input.parties[keeper].primes)
	p := input.parties[party]
	p.kind in {"provider", "subcontractor", "third-party"}
	every at in a.at {
		some other in input.components[at].keepers
		other in p.chain
	}
}

applicable contains id if some id, _ in held

finding contains {"element": id, "related": [party]} if {
	some id, parties in held
	input.assets[id].sensitivity.availability >= 4
	some party in parties
	input.parties[party].exit_plan == false
}

unknown contains {"element": id, "facts": [concat("@", ["exit_plan", party])]} if {
	some id, parties in held
	some party in parties
	p := input.parties[party]
	not p.exit_plan
	not p.exit_plan == false
}

unknown contains {"element": id, "facts": ["sensitivity.availability"]} if {
	some id, _ in held
	not input.assets[id].sensitivity.availability
}
