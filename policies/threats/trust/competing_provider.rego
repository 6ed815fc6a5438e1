# METADATA
# title: A competitor runs what it should not see
# description: >-
#   A provider competes with the customer (both name the same conflict class), and components that handle confidential
#   data are in its hands. It learns from data, or from the traffic alone, what its rival does.
# custom:
#   id: TRU-02
#   pack: full
#   severity: medium
#   scope: parties
#   kinds: [provider, subcontractor, third-party]
#   facts: [conflict_class]
#   stride: [information-disclosure]
#   linddun: [data-disclosure]
#   fear: [confidentiality, privacy]
#   cause: [lack-of-trust]
#   controls: [CCM:STA-08, NIST-800-53:SR-6, NIST-800-53:SA-9]
#   attack: [T1199]
#   capec: [CAPEC-116]
#   cwe: [CWE-653]
#   opens: [rival-reads-our-business]
#   effort: high
#   remediation: >-
#     Move what is confidential to a provider that does not compete, or keep data and keys where it can see neither.
#   rationale: A motive that is a matter of course needs no malicious administrator.
#   false_positives: >-
#     All that it has is encrypted with keys that it cannot use, and traffic alone says nothing; waive it with that
#     reason.
#   message: >-
#     "{element}" competes with the customer and has confidential data in its hands, at {related}
package threats.trust.competing_provider

provider(p) if p.kind in {"provider", "subcontractor", "third-party"}

# rivals are the conflict classes of customers.
rivals := {p.conflict_class |
	some p in input.parties
	p.kind == "customer"
}

unstated := {id |
	some id, p in input.parties
	p.kind == "customer"
	not p.conflict_class
}

applicable contains id if {
	some id, p in input.parties
	provider(p)
	p.conflict_class
	count(p.keeps) > 0
}

seen(p) := [c | some c in p.keeps; input.components[c].handled.confidentiality >= 4]

unrated(p) := [c | some c in p.keeps; not input.components[c].handled.rated]

finding contains {"element": id, "related": seen(p)} if {
	some id, p in input.parties
	provider(p)
	p.conflict_class in rivals
	count(seen(p)) > 0
}

unknown contains {"element": id, "facts": [concat("@", ["conflict_class", customer])]} if {
	some id, p in input.parties
	provider(p)
	p.conflict_class
	some customer in unstated
	not p.conflict_class in rivals
}

unknown contains {"element": id, "facts": [concat("@", ["assets.sensitivity", c])]} if {
	some id, p in input.parties
	provider(p)
	p.conflict_class in rivals
	some c in unrated(p)
}
