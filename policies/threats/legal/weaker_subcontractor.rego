# METADATA
# title: A subcontractor is less assured than the one who hired it
# description: >-
#   A party hands work to another whose assurance is lower than its own. The certificate that you were shown does not
#   cover where the work is done.
# custom:
#   id: LEG-05
#   pack: full
#   status: preview
#   severity: medium
#   scope: parties
#   stride: [information-disclosure]
#   linddun: [non-compliance]
#   fear: [legal, confidentiality]
#   cause: [lack-of-trust]
#   controls: [CCM:STA-12, CCM:STA-14, NIST-800-53:SR-3, NIST-800-53:SR-6]
#   attack: [T1199]
#   opens: [breach-at-subcontractor]
#   effort: medium
#   remediation: Ask for the same assurance down the chain, or keep your data with the prime.
#   rationale: A chain of providers is as assured as its weakest link.
#   message: >-
#     "{element}" works for {related} with a lower assurance ({assurance})
package threats.legal.weaker_subcontractor

ranks := {"none": 0, "self-declared": 1, "audited": 2, "certified": 3}

applicable contains id if {
	some id, p in input.parties
	count(p.primes) > 0
}

finding contains {"element": id, "related": [prime]} if {
	some id, p in input.parties
	some prime in p.primes
	ranks[p.assurance] < ranks[input.parties[prime].assurance]
}

unknown contains {"element": id, "facts": ["assurance"]} if {
	some id, p in input.parties
	not p.assurance
}

unknown contains {"element": id, "facts": [concat("@", ["assurance", prime])]} if {
	some id, p in input.parties
	some prime in p.primes
	not input.parties[prime].assurance
}
