# METADATA
# title: Whoever has an enrolment secret may enrol
# description: >-
#   A class of devices gets its first credential with a claim or a group key, and the secret works more than once, works
#   for ever, or nobody checks it. One leaked secret makes as many members as its finder likes.
# custom:
#   id: DEV-10
#   pack: full
#   severity: high
#   scope: components
#   kinds: [device]
#   facts: [enrolment.method, enrolment.once, enrolment.window]
#   stride: [spoofing]
#   fear: [integrity, attack-surface]
#   controls: [CCM:IAM-06, NIST-800-53:IA-5, NIST-800-53:IA-12]
#   attack: [T0859]
#   capec: [CAPEC-151]
#   cwe: [CWE-837, CWE-287]
#   opens: [enrol-a-device-of-ones-own]
#   effort: medium
#   remediation: >-
#     Let each secret enrol one device, once and within a window, and list enrolment among the checks of what enrols.
#   rationale: Enrolment is where a stranger becomes a member, so it is the door behind all others.
#   message: >-
#     Enrolment of "{element}": {args.because}
package threats.devices.open_enrolment

# by_secret are classes with a credential that they get neither by hand nor in the factory.
by_secret contains id if {
	some id, c in input.by_kind.device
	enrols(c)
	not supervised(c)
}

enrols(c) if c.credential.kind != "none"

enrols(c) if c.enrolment

supervised(c) if c.enrolment.method in {"factory", "manual"}

applicable contains id if some id in by_secret

checked if {
	some c in input.components
	"enrolment" in c.checks
}

# silent are those who might check and do not say what they check.
silent contains id if {
	some id, c in input.device_doors
	not c.checks
}

silent contains id if {
	some id, c in input.by_kind.identity
	not c.checks
}

unchecked if {
	count(input.device_doors) > 0
	not checked
	count(silent) == 0
}

reasons(c) := array.concat(
	[reason | c.enrolment.once == false; reason := "a secret works more than once"],
	array.concat(
		[reason | c.enrolment.window >= 1e15; reason := "a secret works for ever"],
		[reason | c.enrolment.method in {"claim", "group-key"}; unchecked; reason := "nobody checks it"],
	),
)

finding contains {"element": id, "args": {"because": reasons(c)}} if {
	some id in by_secret
	c := input.components[id]
	count(reasons(c)) > 0
}

unknown contains {"element": id, "facts": ["enrolment.method"]} if {
	some id in by_secret
	not input.components[id].enrolment.method
}

unknown contains {"element": id, "facts": [concat(".", ["enrolment", fact])]} if {
	some id in by_secret
	input.components[id].enrolment.method
	some fact in ["once", "window"]
	not input.components[id].enrolment[fact]
	not input.components[id].enrolment[fact] == false
}

unknown contains {"element": id, "facts": [concat("@", ["checks", door])]} if {
	some id in by_secret
	input.components[id].enrolment.method
	not checked
	some door in silent
}
