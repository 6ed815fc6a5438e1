# METADATA
# title: A result that matters comes from a machine that proves nothing
# description: >-
#   A service computes on the machines of another party what must be right. The machine does not attest what runs on it,
#   and nobody repeats the computation or checks samples of it, so a changed program or a saved effort stays unseen.
# custom:
#   id: INT-02
#   pack: full
#   severity: medium
#   scope: components
#   kinds: [service]
#   facts: [attested, verifiable, handled.rated]
#   stride: [tampering]
#   fear: [integrity]
#   cause: [lack-of-trust, loss-of-control]
#   controls: [CCM:STA-14, NIST-800-53:SI-7, NIST-800-53:SA-9]
#   attack: [T1199, T1525]
#   cwe: [CWE-345, CWE-353]
#   opens: [insider-alters-result]
#   effort: high
#   remediation: >-
#     Let the machine attest what runs on it, compute twice at parties that do not know of each other, or check samples
#     yourself.
#   rationale: >-
#     Whoever runs the machine can run something else on it; only evidence that he cannot make himself says that he did
#     not.
#   false_positives: >-
#     A wrong result shows elsewhere, such as in books that two parties keep; state verifiable as replicated.
#   message: >-
#     "{element}" computes with integrity {handled.integrity} in the hands of {related}, and nothing proves what it does
package threats.integrity.unproven_result

applicable contains id if {
	some id, c in input.by_kind.service
	count(c.providers) > 0
	matters(c)
}

matters(c) if c.handled.integrity >= 4

matters(c) if not c.handled.rated

pass contains id if {
	some id, c in input.by_kind.service
	c.attested
}

pass contains id if {
	some id, c in input.by_kind.service
	c.verifiable != "none"
}

# a confidential machine is one that attests, unless somebody says that it does not
pass contains id if {
	some id, c in input.by_kind.service
	c.isolation == "confidential"
}

finding contains {"element": id, "related": c.providers} if {
	some id, c in input.by_kind.service
	count(c.providers) > 0
	c.handled.integrity >= 4
	c.attested == false
	c.verifiable == "none"
}
