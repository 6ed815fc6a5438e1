# METADATA
# title: Code of our own opens files by name
# description: >-
#   A component with code written for this system, which others call, opens files of a file store. If a caller has a
#   say in the name, he walks up the folders and reads or writes what he likes.
# custom:
#   id: GEN-15
#   pack: full
#   severity: medium
#   scope: flows
#   facts: [sender.custom_code]
#   stride: [information-disclosure, tampering]
#   fear: [confidentiality, integrity]
#   controls: [CCM:AIS-04, NIST-800-53:SI-10, NIST-800-53:AC-3]
#   attack: [T1190, T1083]
#   capec: [CAPEC-126]
#   cwe: [CWE-22]
#   opens: [walk-up-the-folders]
#   effort: low
#   remediation: >-
#     Look files up by an id of your own, refuse names that leave the folder after they are resolved, and list a
#     mitigation that closes this finding.
#   rationale: >-
#     A name with two dots in it is still a name to the system that opens it.
#   message: >-
#     "{from}" opens files by "{element}" with code of its own
package threats.generic.path_traversal

keeps_files := {"file", "file-server", "local-file-system", "block-storage"}

opens_files(f) if f.protocol == "file"

opens_files(f) if f.receiver.technology in keeps_files

# callers are called themselves, so that names may come from others
callers := ["service", "edge", "gateway", "control"]

asks[id] := f if {
	some kind in callers
	some c in input.by_kind[kind]
	count(c.flows_in) > 0
	some id in c.flows_out
	f := input.flows[id]
	opens_files(f)
}

applicable contains id if some id, _ in asks

finding contains {"element": id, "related": [f.from, f.to]} if {
	some id, f in asks
	f.sender.custom_code
}
