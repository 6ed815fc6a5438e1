# METADATA
# title: A credential or key lives too long
# description: >-
#   The credential of a device class, or the key that encrypts a store, is valid for longer than the limit. Whoever
#   once got it can use it for all that time.
# custom:
#   id: KEY-04
#   pack: full
#   severity: medium
#   scope: components
#   facts: [credential.lifetime, key.lifetime]
#   params: {max_age: 730}
#   stride: [spoofing, information-disclosure]
#   fear: [confidentiality, integrity]
#   controls: [CCM:CEK-12, NIST-800-53:IA-5, D3FEND:D3-CRO]
#   cwe: [CWE-324, CWE-262]
#   opens: [use-old-credential]
#   effort: medium
#   remediation: Rotate by machine, and let credentials and keys end within the limit.
#   rationale: Theft of a key is rarely noticed; an end date stops the thief without anybody noticing.
#   message: What protects "{element}" is valid for {args.days} days, longer than {params.max_age}
package threats.keys.long_lived

lifetime(c) := c.credential.lifetime if c.kind == "device"

lifetime(c) := c.key.lifetime if c.kind != "device"

applicable contains id if {
	some id, c in input.by_kind.device
	not c.credential.kind == "none"
}

applicable contains id if {
	some id, c in input.components
	c.key
}

finding contains {"element": id, "args": {"days": lifetime(c)}} if {
	some id, c in input.components
	lifetime(c) > input.params.max_age
}

unknown contains {"element": id, "facts": ["credential.lifetime"]} if {
	some id, c in input.by_kind.device
	not lifetime(c)
}

unknown contains {"element": id, "facts": [concat("@", ["lifetime", c.encryption.key])]} if {
	some id, c in input.components
	c.key
	c.kind != "device"
	not lifetime(c)
}
