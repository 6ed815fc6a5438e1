# METADATA
# title: There is no way out of a provider
# description: >-
#   Nobody has agreed, or tried, how data and work leave this provider and how what stays behind is erased. If the
#   provider fails, raises prices or is bought, you stay where you are.
# custom:
#   id: LEG-04
#   pack: full
#   status: preview
#   severity: low
#   scope: parties
#   kinds: [provider, subcontractor, third-party]
#   facts: [exit_plan]
#   stride: [denial-of-service]
#   linddun: [non-compliance]
#   fear: [legal, availability]
#   cause: [loss-of-control]
#   controls: [CCM:IPY-04, NIST-800-53:CP-2, ISO-27017:CLD.8.1.5]
#   opens: [provider-fails]
#   effort: medium
#   remediation: Agree on export formats, deadlines and erasure, and rehearse moving away.
#   rationale: The day on which you need the exit is the day on which nobody has time to build it.
#   message: There is no plan for leaving "{element}"
package threats.legal.no_exit

finding contains {"element": id} if {
	some id, p in input.parties
	p.kind != "customer"
	p.exit_plan == false
}
