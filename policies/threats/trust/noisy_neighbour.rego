# METADATA
# title: One tenant can use up what all share
# description: >-
#   Several tenants share a component, and nothing limits how much of it one of them takes. A neighbour who is busy,
#   broken or malicious makes it slow or silent for you.
# custom:
#   id: TRU-03
#   pack: full
#   severity: medium
#   scope: components
#   facts: [shared, limits_per_tenant, handled.rated]
#   stride: [denial-of-service]
#   fear: [availability]
#   cause: [multi-tenancy]
#   controls: [CCM:IVS-02, CCM:IVS-06, NIST-800-53:SC-5, OWASP-API:API4]
#   attack: [T1499, T1496]
#   capec: [CAPEC-130]
#   cwe: [CWE-770]
#   opens: [starve-the-neighbours]
#   effort: low
#   remediation: >-
#     Have a share of work, memory and storage guaranteed for each tenant, and limit what each may take beyond.
#   rationale: Without a limit, the quiet tenant pays for the loud one.
#   false_positives: It serves one tenant only; state tenancy as single.
#   message: Tenants share "{element}", and nothing limits what one of them takes of it
package threats.trust.noisy_neighbour

# where tenants meet: by what it is, or because the model says so
meeting(c) if c.kind in {"edge", "broker", "cache", "store", "host"}

meeting(c) if {
	c.kind in {"gateway", "service", "identity", "control"}
	c.shared
}

matters(c) if c.handled.availability >= 3

matters(c) if not c.handled.rated

applicable contains id if {
	some id, c in input.components
	meeting(c)
	not c.shared == false
	matters(c)
}

pass contains id if {
	some id, c in input.components
	c.limits_per_tenant
}

finding contains {"element": id} if {
	some id, c in input.components
	meeting(c)
	c.shared
	c.limits_per_tenant == false
	c.handled.availability >= 3
}
