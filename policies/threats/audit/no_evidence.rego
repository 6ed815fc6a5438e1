# METADATA
# title: Evidence stays with the provider
# description: >-
#   A provider in whose hands parts of the system are gives you neither records nor images after an incident: no
#   contract says so, and no interface does it. What happened there you can neither find out nor prove.
# custom:
#   id: AUD-07
#   pack: full
#   severity: medium
#   scope: parties
#   kinds: [provider, subcontractor, third-party]
#   facts: [evidence_access]
#   stride: [repudiation]
#   fear: [auditability]
#   cause: [loss-of-control, lack-of-trust]
#   controls: [CCM:SEF-03, CCM:STA-09, NIST-800-53:IR-4, NIST-800-53:AU-6, NIST-800-53:SA-9]
#   attack: [T1199, T1070]
#   cwe: [CWE-778]
#   opens: [act-without-evidence]
#   effort: medium
#   remediation: >-
#     Agree on which records and images you get, in what time and form, and have the interfaces ready before you need
#     them.
#   rationale: Traces at a provider are often gone within days; who must ask for them first comes too late.
#   false_positives: >-
#     You collect evidence yourself and the provider has nothing that you lack; state evidence_access as yes.
#   message: After an incident, "{element}" gives you no evidence of what happened in its hands
package threats.audit.no_evidence

applicable contains id if {
	some id, p in input.parties
	count(p.keeps) > 0
}

finding contains {"element": id} if {
	some id, p in input.parties
	count(p.keeps) > 0
	p.kind != "customer"
	p.evidence_access == false
}
