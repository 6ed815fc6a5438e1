# METADATA
# title: Files of others come in
# description: >-
#   Code written for this system takes files across a boundary. Without a look at type, size, name and content, a
#   file becomes a program on the server, a trap for whoever opens it, or fills the disk.
# custom:
#   id: GEN-14
#   pack: full
#   severity: medium
#   scope: components
#   kinds: [service]
#   facts: [accepts, custom_code]
#   stride: [tampering, elevation-of-privilege]
#   fear: [integrity, attack-surface]
#   controls: [CCM:AIS-04, NIST-800-53:SI-10, NIST-800-53:SI-3]
#   attack: [T1190, T1105]
#   capec: [CAPEC-17]
#   cwe: [CWE-434]
#   opens: [upload-a-program]
#   effort: medium
#   remediation: >-
#     Allow few types, judge them by content, name files yourself, scan them, and serve them from another origin;
#     then list a mitigation that closes this finding.
#   rationale: >-
#     Whoever stores a file for others vouches for it, whether he looked or not.
#   message: >-
#     "{element}" takes files from outside: {related}
package threats.generic.unchecked_files

import data.lib.lists

uploads(c) := [flow |
	some flow in c.from_outside
	input.flows[flow].sender.kind != "pipeline"
]

applicable contains id if {
	some id, c in input.by_kind.service
	count(uploads(c)) > 0
}

pass contains id if {
	some id, c in input.by_kind.service
	c.custom_code == false
}

pass contains id if {
	some id, c in input.by_kind.service
	lists.lacks(c.accepts, "file")
}

finding contains {"element": id, "related": flows} if {
	some id, c in input.by_kind.service
	c.custom_code
	"file" in c.accepts
	flows := uploads(c)
	count(flows) > 0
}
