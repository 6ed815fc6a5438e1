# METADATA
# title: Secrets or personal data end up in the log
# description: >-
#   An audit flow carries an asset that holds credentials or data about people. Logs are read by more people, and kept
#   longer, than the data they come from. A masked log is another asset.
# custom:
#   id: AUD-05
#   pack: full
#   status: preview
#   severity: medium
#   scope: flows
#   purposes: [audit]
#   stride: [information-disclosure]
#   linddun: [data-disclosure]
#   fear: [privacy, confidentiality]
#   controls: [CCM:DSP-17, NIST-800-53:AU-9]
#   attack: [T1552]
#   capec: [CAPEC-150]
#   cwe: [CWE-532]
#   opens: [read-secrets-in-log]
#   effort: low
#   remediation: >-
#     Mask or leave out credentials and names before a record leaves, and model the masked log as an asset of its own.
#   rationale: What is in the log is in every copy, search index and support case.
#   message: >-
#     "{element}" brings credentials or personal data into a log: {related}
package threats.audit.secrets_in_log

finding contains {"element": id, "related": [asset]} if {
	some id, f in input.by_purpose.audit
	some asset in f.carries
	some held in input.assets[asset].holds
	held in {"credential", "person"}
}

unknown contains {"element": id, "facts": [concat("@", ["holds", asset])]} if {
	some id, f in input.by_purpose.audit
	some asset in f.carries
	not input.assets[asset].holds
}
