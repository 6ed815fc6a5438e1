# METADATA
# title: Text of others may become code
# description: >-
#   Code written for this system hands text to a template engine or a shell, and is called across a boundary. If a
#   caller's words end up in the template or the command line, the machine does what they say.
# custom:
#   id: GEN-16
#   pack: full
#   severity: high
#   scope: components
#   kinds: [service, control, edge, gateway, pipeline]
#   facts: [custom_code]
#   stride: [tampering, elevation-of-privilege]
#   fear: [integrity, attack-surface]
#   controls: [CCM:AIS-04, NIST-800-53:SI-10]
#   attack: [T1190, T1059]
#   capec: [CAPEC-88, CAPEC-242]
#   cwe: [CWE-78, CWE-94, CWE-1336]
#   opens: [run-code-by-text]
#   effort: medium
#   remediation: >-
#     Pass values as data (arguments, variables of the template), never as part of the text that is interpreted, and
#     list a mitigation that closes this finding.
#   rationale: >-
#     An interpreter does not know which words are yours.
#   message: >-
#     "{element}" interprets text ({technology}) and is called from outside: {related}
package threats.generic.code_from_text

interprets := {"template", "shell", "script", "eval"}

applicable contains id if {
	some id, c in input.components
	c.technology in interprets
	count(c.from_outside) > 0
}

finding contains {"element": id, "related": c.from_outside} if {
	some id, c in input.components
	c.technology in interprets
	c.custom_code
	count(c.from_outside) > 0
}
