# METADATA
# title: Device ids lie beside people or places
# description: >-
#   One component holds a stable device id together with data about persons or locations. Joined, they tell who was
#   where and when.
# custom:
#   id: PRV-02
#   pack: full
#   severity: medium
#   scope: components
#   stride: [information-disclosure]
#   linddun: [linking, identifying]
#   fear: [privacy]
#   controls: [CCM:DSP-08, NIST-800-53:AC-21]
#   capec: [CAPEC-116]
#   cwe: [CWE-359]
#   opens: [link-device-to-person]
#   effort: high
#   remediation: >-
#     Keep the table that joins them elsewhere, under other rights, and use short-lived pseudonyms for devices.
#   rationale: Neither half says much; together they are a diary.
#   message: >-
#     "{element}" holds device ids and data about persons or places: {related}
package threats.privacy.linkable

# a host holds what runs on it; the rule looks at where the data lies.
places contains id if {
	some id, c in input.components
	c.kind != "host"
	count(c.assets) > 0
}

held(c) := {word |
	some asset in c.assets
	some word in input.assets[asset].holds
}

linkable(c) if {
	words := held(c)
	"device-id" in words
	some word in ["person", "location"]
	word in words
}

applicable contains id if some id in places

finding contains {"element": id, "related": c.assets} if {
	some id in places
	c := input.components[id]
	linkable(c)
}

unknown contains {"element": id, "facts": [concat("@", ["holds", asset])]} if {
	some id in places
	some asset in input.components[id].assets
	not input.assets[asset].holds
}
