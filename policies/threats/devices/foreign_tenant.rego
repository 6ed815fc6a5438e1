# METADATA
# title: A device may act in another tenant
# description: >-
#   Several tenants share the edge or broker, and it does not compare the tenant of a topic, method or resource with the
#   tenant of the device. Each device of one tenant can read and command those of another.
# custom:
#   id: DEV-06
#   pack: full
#   severity: critical
#   scope: components
#   kinds: [edge, broker]
#   facts: [shared, checks]
#   stride: [elevation-of-privilege, information-disclosure, tampering]
#   linddun: [data-disclosure]
#   fear: [confidentiality, integrity]
#   cause: [multi-tenancy]
#   controls: [CCM:IVS-06, CCM:IAM-16, NIST-800-53:AC-4, OWASP-API:API1]
#   attack: [T0855]
#   capec: [CAPEC-1]
#   cwe: [CWE-639, CWE-863]
#   opens: [reach-into-another-tenant]
#   effort: medium
#   remediation: >-
#     Take the tenant of a device from its credential, compare it with the tenant of what it asks for, and list tenant
#     among the checks.
#   rationale: The one wall between tenants at a shared door is this comparison.
#   false_positives: It serves one tenant only; state tenancy as single.
#   message: >-
#     "{element}" serves several tenants and does not check that a device stays in its own
package threats.devices.foreign_tenant

import data.lib.lists

applicable contains id if {
	some id, c in input.device_doors
	not c.shared == false
}

pass contains id if {
	some id, c in input.device_doors
	"tenant" in c.checks
}

finding contains {"element": id} if {
	some id, c in input.device_doors
	c.shared
	lists.lacks(c.checks, "tenant")
}
