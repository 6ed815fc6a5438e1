# METADATA
# title: What all trust lies among what nobody guards
# description: >-
#   A vault, a sign-in service or a pipeline lies in the same innermost boundary as machines of people, or, of the
#   first two, as ordinary services. Whoever takes over one of those is next to what everything else believes.
# custom:
#   id: GEN-26
#   pack: full
#   severity: medium
#   scope: components
#   kinds: [identity, vault, pipeline]
#   stride: [elevation-of-privilege]
#   fear: [attack-surface, integrity]
#   controls: [CCM:IVS-06, CCM:IVS-03, NIST-800-53:SC-7, NIST-800-53:SC-7.21, D3FEND:D3-NI]
#   attack: [T1210]
#   capec: [CAPEC-1]
#   cwe: [CWE-653]
#   opens: [move-on-to-the-treasure]
#   effort: medium
#   remediation: >-
#     Give vaults, sign-in and pipelines a boundary of their own, with few and named flows across it.
#   rationale: >-
#     Attacks begin at machines where people read mail, and look around from there.
#   message: >-
#     "{element}" lies in "{inside}" among {related}
package threats.generic.crowded_treasure

treasures := ["identity", "vault", "pipeline"]

# people holds the machines of people in each network, service each ordinary service too; a provider, account or
# tenant is too wide to say who is next to whom
people := {id: some_of(b, {"client", "person", "device"}) | some id, b in input.boundaries; narrow(b)}

everybody := {id: some_of(b, {"client", "person", "device", "service", "cache", "broker", "external"}) |
	some id, b in input.boundaries
	narrow(b)
}

narrow(b) if b.kind in {"site", "network", "runtime"}

some_of(b, kinds) := array.slice([id | some id in b.members; input.components[id].kind in kinds], 0, 10)

neighbours(c) := people[c.inside] if c.kind == "pipeline"

neighbours(c) := everybody[c.inside] if c.kind in {"identity", "vault"}

applicable contains id if {
	some kind in treasures
	some id, c in input.by_kind[kind]
	neighbours(c)
}

finding contains {"element": id, "related": others} if {
	some kind in treasures
	some id, c in input.by_kind[kind]
	others := neighbours(c)
	count(others) > 0
}
