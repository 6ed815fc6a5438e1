# METADATA
# title: A device may read or write topics of others
# description: >-
#   A topic template of a device class is the root wildcard, covers the broker's own $SYS topics, has a wildcard above
#   the name of the device, or matches, by proof over all devices that there could be, a topic that names another one.
#   One opened device then sees, or speaks for, all.
# custom:
#   id: PRO-02
#   pack: core
#   severity: high
#   scope: components
#   kinds: [device]
#   facts: [may_publish, may_subscribe]
#   stride: [information-disclosure, spoofing]
#   linddun: [data-disclosure]
#   fear: [confidentiality, integrity]
#   controls: [CCM:IAM-16, NIST-800-53:AC-6, NIST-800-53:AC-3]
#   attack: [T0855]
#   capec: [CAPEC-1]
#   cwe: [CWE-155, CWE-1220]
#   opens: [read-foreign-topic, publish-for-others]
#   effort: low
#   remediation: Begin every template with the part that names the device, and put wildcards only below it.
#   rationale: A wildcard grants what exists today and whatever somebody adds tomorrow.
#   message: >-
#     "{element}" may use topics beyond its own: {args.templates}
package threats.protocols.topic_too_wide

templates(c) := array.concat(object.get(c, "may_publish", []), object.get(c, "may_subscribe", []))

too_wide(template) if startswith(template, "$SYS")

# a wildcard, and the device is not named above it
too_wide(template) if {
	levels := split(template, "/")
	some i, level in levels
	level in {"#", "+"}
	not "{device}" in array.slice(levels, 0, i)
}

# the proof knows a device of another id, perhaps of another tenant, whose topic this is
example(c, template) := concat("", [template, " (", x.topic, " is of another ", x.of, ")"]) if {
	x := [x | some x in c.crossings; x.template == template; not x.undecided][0]
}

told(c, template) := example(c, template)

told(c, template) := template if {
	too_wide(template)
	not example(c, template)
}

finding contains {"element": id, "args": {"templates": wide}} if {
	some id, c in input.by_kind.device
	wide := [t | some template in templates(c); t := told(c, template)]
	count(wide) > 0
}
