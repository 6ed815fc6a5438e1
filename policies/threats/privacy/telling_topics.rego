# METADATA
# title: Topic names tell about people
# description: >-
#   The topic of a flow contains a name, an e-mail or a postal address. Topics are seen in logs, metrics and by every
#   subscriber of a wildcard, even where the payload is encrypted.
# custom:
#   id: PRV-05
#   pack: full
#   status: preview
#   severity: medium
#   scope: flows
#   protocols: [mqtt, amqp]
#   facts: [topic]
#   stride: [information-disclosure]
#   linddun: [detecting, identifying]
#   fear: [privacy]
#   controls: [CCM:DSP-17]
#   capec: [CAPEC-116]
#   cwe: [CWE-359]
#   opens: [learn-from-topic-names]
#   effort: low
#   remediation: Use an id without a meaning in topics, and keep the name in a table with its own rights.
#   rationale: Metadata is data, and it is protected least.
#   message: The topic of "{element}" contains personal data
package threats.privacy.telling_topics

finding contains {"element": id} if {
	some protocol in ["mqtt", "amqp"]
	some id, f in input.by_protocol[protocol]
	some word in ["{name}", "{email}", "{address}"]
	contains(f.topic, word)
}
