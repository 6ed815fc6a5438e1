# METADATA
# title: An emergency account never expires or raises no alarm
# description: >-
#   A role for emergencies keeps its rights without a limit, or can be used without anybody being alerted. It is a
#   standing administrator under another name.
# custom:
#   id: INS-08
#   pack: full
#   status: preview
#   severity: medium
#   scope: roles
#   facts: [granted, expires, alerts]
#   stride: [elevation-of-privilege, repudiation]
#   fear: [confidentiality, integrity, auditability]
#   controls: [CCM:IAM-10, NIST-800-53:AC-2, NIST-800-53:AC-2.2]
#   attack: [T1078.004]
#   capec: [CAPEC-560]
#   cwe: [CWE-269]
#   opens: [use-emergency-account]
#   effort: low
#   remediation: Let emergency rights end by themselves within hours, and alert somebody else whenever they are taken.
#   rationale: Emergency access skips every other control, so its only guards are that it is short and loud.
#   message: >-
#     Emergency role "{element}" expires: {expires}, alerts: {alerts}
package threats.insider.break_glass

applicable contains id if {
	some id, r in input.roles
	not ordinary(r)
}

ordinary(r) if r.granted in {"standing", "on-request", "customer-approved"}

finding contains {"element": id} if {
	some id, r in input.roles
	r.granted == "break-glass"
	r.alerts == false
}

# a duration without limit
finding contains {"element": id} if {
	some id, r in input.roles
	r.granted == "break-glass"
	r.expires >= 1e15
}
