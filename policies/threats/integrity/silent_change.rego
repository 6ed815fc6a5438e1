# METADATA
# title: The provider can change data or code and nobody would see it
# description: >-
#   People of the provider may administer or deploy, what they do is not recorded for you, and the component leaves no
#   evidence that you could check afterwards. A change, malicious or by mistake, looks like the truth.
# custom:
#   id: INT-03
#   pack: full
#   severity: high
#   scope: components
#   facts: [verifiable, attested, handled.rated]
#   stride: [tampering, repudiation]
#   fear: [integrity, auditability]
#   cause: [lack-of-trust, loss-of-control]
#   controls: [CCM:LOG-04, CCM:IAM-12, NIST-800-53:AU-10, NIST-800-53:SI-7.7]
#   attack: [T1199, T1651]
#   capec: [CAPEC-122]
#   cwe: [CWE-345, CWE-778]
#   opens: [insider-alters-unseen]
#   effort: medium
#   remediation: >-
#     Have privileged work recorded where the provider cannot reach, and make what matters verifiable: signatures, a
#     hash chain, attestation.
#   rationale: Trust in an operator is bearable while betrayal would show; here it would not.
#   false_positives: The provider records the work of its people for you; state recorded_for of the role as customer.
#   message: >-
#     Administrators of {related} can change "{element}" (integrity {handled.integrity}), and nothing that you see would
#     show it
package threats.integrity.silent_change

# silent are the providers whose people can change things unrecorded for the customer.
silent := {r.party |
	some r in input.roles
	r.holder.kind != "customer"
	some right in ["administer", "deploy"]
	right in r.may
	r.recorded_for != "customer"
}

# changers are those of them in whose hands a component is.
changers(c) := [party | some party in c.keepers; party in silent]

kinds := ["edge", "gateway", "service", "broker", "cache", "store", "log", "control", "identity", "vault", "pipeline"]

keeps_data(c) if c.kind in {"cache", "store", "log"}

at_stake contains id if {
	count(silent) > 0
	some kind in kinds
	some id, c in input.by_kind[kind]
	matters(c)
	count(changers(c)) > 0
}

matters(c) if c.handled.integrity >= 4

matters(c) if not c.handled.rated

applicable contains id if some id in at_stake

# what keeps data has no program of its own to attest
pass contains id if {
	some id in at_stake
	c := input.components[id]
	not keeps_data(c)
	c.attested
}

pass contains id if {
	some id in at_stake
	input.components[id].verifiable != "none"
}

finding contains {"element": id, "related": changers(c)} if {
	some id in at_stake
	c := input.components[id]
	c.handled.integrity >= 4
	blind(c)
}

blind(c) if {
	c.verifiable == "none"
	keeps_data(c)
}

blind(c) if {
	c.verifiable == "none"
	c.attested == false
}

unknown contains {"element": id, "facts": ["verifiable"]} if {
	some id in at_stake
	not input.components[id].verifiable
}

unknown contains {"element": id, "facts": ["attested"]} if {
	some id in at_stake
	c := input.components[id]
	not keeps_data(c)
	not c.attested
	not c.attested == false
}

unknown contains {"element": id, "facts": ["assets.sensitivity"]} if {
	some id in at_stake
	not input.components[id].handled.rated
}
