# METADATA
# title: A page shows what others wrote
# description: >-
#   A web page with code written for this system takes text in and shows it again. If one place forgets to escape
#   it, the text of one visitor runs as a script in the browser of the next, with his rights.
# custom:
#   id: GEN-19
#   pack: full
#   severity: medium
#   scope: flows
#   protocols: [http]
#   facts: [receiver.technology, receiver.custom_code]
#   stride: [tampering, information-disclosure]
#   fear: [integrity, confidentiality]
#   controls: [CCM:AIS-04, NIST-800-53:SI-10, NIST-800-53:SI-15]
#   attack: [T1189, T1539]
#   capec: [CAPEC-63, CAPEC-592]
#   cwe: [CWE-79]
#   opens: [plant-a-script]
#   effort: medium
#   remediation: >-
#     Escape everything by the template engine, forbid inline scripts with a content security policy, keep sessions
#     out of the reach of scripts, and list a mitigation that closes this finding.
#   rationale: >-
#     A browser cannot tell the words of a page from the words of its visitors.
#   message: >-
#     "{to}" shows again what comes in by "{element}"
package threats.generic.foreign_script

pages := {"web", "web-application", "web-server", "application-server", "cms", "template", "html", "report-engine"}

# shows_again holds where what comes in by a flow also goes out by it, through a door or to the reader himself
shows_again(f) if {
	f.sender.kind in {"client", "person", "gateway", "edge"}
	some asset in f.carries
	asset in f.returns
}

applicable contains id if {
	some id, f in input.by_protocol.http
	shows_again(f)
}

pass contains id if {
	some id, f in input.by_protocol.http
	not f.receiver.technology in pages
}

pass contains id if {
	some id, f in input.by_protocol.http
	f.receiver.custom_code == false
}

finding contains {"element": id, "related": [f.to]} if {
	some id, f in input.by_protocol.http
	f.receiver.custom_code
	f.receiver.technology in pages
	shows_again(f)
}
