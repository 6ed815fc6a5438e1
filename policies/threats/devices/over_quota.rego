# METADATA
# title: A device sends more than its class may
# description: >-
#   The flows of a class of devices, as modelled, are used more often than the limit that the class states. Either the
#   limit will turn honest devices away, or it is not there.
# custom:
#   id: DEV-11
#   pack: full
#   severity: medium
#   scope: components
#   kinds: [device]
#   facts: [limits.rate, limits.size]
#   stride: [denial-of-service]
#   fear: [availability]
#   controls: [CCM:IVS-02, NIST-800-53:SC-5, OWASP-API:API4]
#   attack: [T0814]
#   capec: [CAPEC-125]
#   cwe: [CWE-770, CWE-799]
#   opens: [flood-from-a-device]
#   effort: low
#   remediation: >-
#     State the rate and size that one device needs, a little above what it does, and have the edge enforce both.
#   rationale: A limit that is known is the difference between a broken device and a broken service.
#   false_positives: Some flows replace others and are never used together; raise the limit to what really happens.
#   message: A device of "{element}" sends more often than its limit of {limits.rate} allows
package threats.devices.over_quota

applicable contains id if {
	some id, c in input.by_kind.device
	count(c.flows_out) > 0
}

# often is how often one device sends in a year, as far as it is stated.
often(c) := sum([times(input.flows[flow]) | some flow in c.flows_out])

times(f) := f.rate

times(f) := 365 / f.poll_every if {
	not f.rate
	f.poll_every > 0
}

finding contains {"element": id, "related": c.flows_out} if {
	some id, c in input.by_kind.device
	often(c) > c.limits.rate
}
