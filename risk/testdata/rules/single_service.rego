# METADATA
# title: A service that stands alone
# description: When it fails, everything that needs it fails.
# custom:
#   id: USR-02
#   aliases: [OLD-02]
#   status: preview
#   severity: critical
#   scope: components
#   kinds: [service]
#   facts: [replicas]
#   params: {least: 2, words: [a, b], strict: false, mode: soft}
#   remediation: Run more of it.
#   rationale: One is none.
#   message: '"{element}" runs {replicas} times, less than {params.least}'
package threats.user.single_service

finding contains {"element": id} if {
	some id, c in input.components
	c.kind == "service"
	c.replicas < input.params.least
}
