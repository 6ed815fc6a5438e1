# METADATA
# title: Data leaves the regions that it may be in
# description: >-
#   An asset lies in, or passes, a region that is not allowed for it, or a party from such a region runs the place,
#   directly or for the one who does. Other laws then apply to it.
# custom:
#   id: LEG-02
#   pack: core
#   severity: high
#   scope: assets
#   facts: [allowed.regions]
#   stride: [information-disclosure]
#   linddun: [non-compliance]
#   fear: [legal]
#   cause: [loss-of-control]
#   controls: [CCM:DSP-19, NIST-800-53:SA-9]
#   opens: [foreign-authority-takes-data]
#   effort: high
#   remediation: Keep storage, backups and support within the allowed regions, or allow the region after legal advice.
#   rationale: Where data lies, and who can reach it, decides which court can demand it.
#   message: >-
#     "{element}" reaches a region that it may not be in, by {related}
package threats.legal.forbidden_region

finding contains {"element": id, "related": [at]} if {
	some id, a in input.assets
	some at in a.passes
	beyond(input.components[at].region, a.allowed.regions)
}

finding contains {"element": id, "related": [at, party]} if {
	some id, a in input.assets
	some at in a.passes
	some party in input.components[at].operates.chain
	beyond(input.parties[party].region, a.allowed.regions)
}

beyond(region, allowed) if not region in allowed

unknown contains {"element": id, "facts": ["allowed.regions"]} if {
	some id, a in input.assets
	not a.allowed.regions
}

unknown contains {"element": id, "facts": [concat("@", ["region", at])]} if {
	some id, a in input.assets
	some at in a.at
	c := input.components[at]
	not c.region
	not c.operates.region
	runs_somewhere(c)
}

runs_somewhere(c) if not c.kind in {"person", "client", "device"}
