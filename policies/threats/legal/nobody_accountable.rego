# METADATA
# title: Nobody answers for regulated data
# description: >-
#   A law or regulation applies to an asset, and the model does not say which party looks after it, or which one answers
#   for it. After an incident each points at the other, and the authority at you.
# custom:
#   id: LEG-06
#   pack: full
#   severity: medium
#   scope: assets
#   facts: [responsible, accountable]
#   stride: [repudiation]
#   linddun: [non-compliance]
#   fear: [legal]
#   controls: [CCM:GRC-06, CCM:GRC-07, CCM:DSP-06, NIST-800-53:SA-9, NIST-CSF:GV.SC-04]
#   cwe: [CWE-1059]
#   opens: [nobody-answers]
#   effort: low
#   remediation: >-
#     Name one party that is responsible for the work and one that is accountable, and put both into the contract.
#   rationale: Work can be handed over, accountability cannot; the law asks for a name.
#   message: >-
#     "{element}" falls under {regulations}, and no party is {args.missing} for it
package threats.legal.nobody_accountable

applicable contains id if {
	some id, a in input.assets
	count(a.regulations) > 0
}

missing(a) := [word | some word in ["responsible", "accountable"]; not a[word]]

finding contains {"element": id, "args": {"missing": missing(a)}} if {
	some id, a in input.assets
	count(a.regulations) > 0
	count(missing(a)) > 0
}
