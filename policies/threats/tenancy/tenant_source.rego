# METADATA
# title: The sender chooses the tenant
# description: >-
#   The receiver learns the tenant from a topic, header or payload, which the sender writes, and does not compare it
#   with the tenant of the credential. Whoever may send at all then reads or writes in another tenant's name.
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/
# custom:
#   id: TEN-05
#   pack: core
#   severity: critical
#   scope: flows
#   facts: [tenant_from, receiver.checks]
#   stride: [spoofing, information-disclosure, elevation-of-privilege]
#   linddun: [data-disclosure]
#   fear: [confidentiality, integrity]
#   cause: [multi-tenancy]
#   controls: [CCM:IAM-16, NIST-800-53:AC-3, OWASP-API:API1]
#   capec: [CAPEC-22]
#   cwe: [CWE-639]
#   opens: [claim-another-tenant]
#   effort: medium
#   remediation: Take the tenant from the credential, or list tenant among the checks of the receiver once it compares both.
#   rationale: What a sender writes proves nothing about the sender.
#   false_positives: A receiver that serves one tenant only; state its tenancy as single.
#   message: The tenant of "{element}" comes from the {tenant_from}, and "{to}" does not check it
package threats.tenancy.tenant_source

import data.lib.lists

applicable contains id if {
	some id, f in input.flows
	f.receiver.kind in {"edge", "broker", "gateway", "service", "store"}
	not f.receiver.tenancy == "single"
}

pass contains id if {
	some id, f in input.flows
	f.tenant_from == "credential"
}

pass contains id if {
	some id, f in input.flows
	"tenant" in f.receiver.checks
}

finding contains {"element": id, "related": [f.to]} if {
	some id, f in input.flows
	f.tenant_from != "credential"
	lists.lacks(f.receiver.checks, "tenant")
}
