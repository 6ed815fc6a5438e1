# METADATA
# title: Personal data without a purpose
# description: >-
#   An asset holds data about persons, their health or their places, and the model does not say what for. Without a
#   purpose nobody can say who may use it, how long it may stay, or whether it should be there at all.
# custom:
#   id: PRV-01
#   pack: full
#   severity: medium
#   scope: assets
#   facts: [holds, purpose]
#   stride: [information-disclosure]
#   linddun: [unawareness, non-compliance]
#   fear: [privacy, legal]
#   controls: [CCM:DSP-12, CCM:DSP-05, NIST-800-53:SI-12]
#   cwe: [CWE-359]
#   opens: [use-data-for-something-else]
#   effort: low
#   remediation: Write down what the data is needed for (purpose), or stop collecting it.
#   rationale: Data that is kept just in case is lost just as well, and used for what nobody agreed to.
#   message: >-
#     "{element}" holds {args.about}, and no purpose is stated
package threats.privacy.no_purpose

about(a) := [word | some word in a.holds; word in {"person", "health", "location"}]

applicable contains id if {
	some id, a in input.assets
	not impersonal(a)
}

impersonal(a) if {
	a.holds
	count(about(a)) == 0
}

unknown contains {"element": id, "facts": ["holds"]} if {
	some id, a in input.assets
	not a.holds
}

finding contains {"element": id, "args": {"about": about(a)}} if {
	some id, a in input.assets
	count(about(a)) > 0
	not a.purpose
}
