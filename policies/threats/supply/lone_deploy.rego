# METADATA
# title: One person can deploy
# description: >-
#   A pipeline brings software into operation, and a single person is enough to start it. A stolen laptop, or one
#   angry colleague, changes what runs.
# custom:
#   id: SUP-03
#   pack: core
#   severity: high
#   scope: flows
#   purposes: [update]
#   facts: [sender.updates.approvals]
#   stride: [tampering, elevation-of-privilege]
#   fear: [integrity]
#   controls: [CCM:CCC-04, NIST-800-53:CM-3, NIST-800-53:CM-5]
#   attack: [T1195]
#   capec: [CAPEC-511, CAPEC-444]
#   cwe: [CWE-654]
#   opens: [deploy-malicious-release]
#   effort: low
#   remediation: Demand the approval of a second person before a release leaves the pipeline.
#   rationale: The pipeline may write everywhere, so it must not obey a single person.
#   message: >-
#     "{element}" deploys from "{from}" with {sender.updates.approvals} approval
package threats.supply.lone_deploy

applicable contains id if {
	some id, f in input.by_purpose.update
	f.sender.kind == "pipeline"
}

finding contains {"element": id, "related": [f.from]} if {
	some id, f in input.by_purpose.update
	f.sender.kind == "pipeline"
	f.sender.updates.approvals < 2
}
