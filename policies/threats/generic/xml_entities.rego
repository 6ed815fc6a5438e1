# METADATA
# title: XML comes in from outside
# description: >-
#   A component parses XML that arrives across a boundary. Most parsers follow references in it unless told not to:
#   to files of the machine, to addresses inside, or to themselves without end.
# custom:
#   id: GEN-13
#   pack: full
#   severity: medium
#   scope: components
#   kinds: [service, control, identity, edge, gateway, broker, pipeline]
#   facts: [accepts]
#   stride: [information-disclosure, denial-of-service]
#   fear: [confidentiality, attack-surface]
#   controls: [CCM:AIS-04, NIST-800-53:SI-10]
#   attack: [T1190]
#   capec: [CAPEC-221, CAPEC-197]
#   cwe: [CWE-611, CWE-776]
#   opens: [read-files-by-entity]
#   effort: low
#   remediation: >-
#     Switch off document types and external entities in every parser, limit size and depth, and list a mitigation
#     that closes this finding.
#   rationale: >-
#     A document that can name files and addresses is a program for the parser.
#   message: >-
#     "{element}" parses XML from outside: {related}
package threats.generic.xml_entities

applicable contains id if {
	some id, c in input.components
	count(c.from_outside) > 0
}

finding contains {"element": id, "related": c.from_outside} if {
	some id, c in input.components
	"xml" in c.accepts
	count(c.from_outside) > 0
}
