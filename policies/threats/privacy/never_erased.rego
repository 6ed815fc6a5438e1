# METADATA
# title: Personal data is never erased
# description: >-
#   An asset holds data about persons, their health or their places, and it stays too long, has no end, or lies in a
#   store that nothing erases it from. Whoever asks for deletion, or leaves the service, stays in it.
# custom:
#   id: PRV-04
#   pack: full
#   severity: medium
#   scope: assets
#   facts: [holds, retention]
#   params: {longest: 3650}
#   stride: [information-disclosure]
#   linddun: [non-compliance, linking]
#   fear: [privacy, legal]
#   controls: [CCM:DSP-16, CCM:DSP-11, NIST-800-53:SI-12, NIST-800-53:MP-6]
#   cwe: [CWE-459, CWE-212]
#   opens: [read-data-that-should-be-gone]
#   effort: medium
#   remediation: >-
#     Set a retention, erase what is older by a program, let deletion reach every store and backup, and draw it as a
#     flow of purpose erase.
#   rationale: What has been erased cannot be stolen, and people have a right to it.
#   false_positives: >-
#     The store forgets by itself (a lifetime on its records); draw what sets it as a flow of purpose erase. Where a law
#     demands more time, raise the limit.
#   message: >-
#     "{element}" holds {args.about}: {args.because}
package threats.privacy.never_erased

about(a) := [word | some word in a.holds; word in {"person", "health", "location"}]

impersonal(a) if {
	a.holds
	count(about(a)) == 0
}

applicable contains id if {
	some id, a in input.assets
	not impersonal(a)
}

# kept are the stores where it lies and that nothing erases from.
kept(a) := [at |
	some at in a.at
	c := input.components[at]
	c.kind == "store"
	not "erase" in c.receives
	count(untold(c)) == 0
]

# untold are flows whose purpose might be to erase.
untold(c) := [flow | some flow in c.flows_in; not input.flows[flow].purpose]

reasons(a) := array.concat(
	[reason | not a.retention; reason := "no retention is stated"],
	array.concat(
		[reason | a.retention > input.params.longest; reason := "it is kept for longer than the limit"],
		[reason | count(kept(a)) > 0; reason := concat(" ", ["nothing erases it from", concat(", ", kept(a))])],
	),
)

finding contains {"element": id, "related": kept(a), "args": {"about": about(a), "because": reasons(a)}} if {
	some id, a in input.assets
	count(about(a)) > 0
	count(reasons(a)) > 0
}

unknown contains {"element": id, "facts": ["holds"]} if {
	some id, a in input.assets
	not a.holds
}

unknown contains {"element": id, "facts": [concat("@", ["purpose", flow])]} if {
	some id, a in input.assets
	some at in a.at
	c := input.components[at]
	c.kind == "store"
	not "erase" in c.receives
	some flow in untold(c)
}
