package threats.trust.inside_is_good_test

import data.threats.trust.inside_is_good as rule

model(party, flow) := indexed({
	"parties": {"us": {"kind": "customer"}, "nimbus": {"kind": "provider"}},
	"boundaries": {"cloud": {"kind": "provider", "operator": "nimbus"}},
	"components": {"queue": {"kind": "broker", "inside": "cloud"}, "worker": {"kind": "service", "inside": "cloud", "operator": party}, "far": {"kind": "service", "operator": "us"}},
	"assets": {"orders": {"sensitivity": {"confidentiality": 1, "integrity": 3, "availability": 1}}, "names": {"sensitivity": {"confidentiality": 3}}, "news": {"sensitivity": {"confidentiality": 1, "integrity": 1, "availability": 1}}, "new": {}},
	"flows": {"take": object.union({"from": "worker", "to": "queue"}, flow), "outside": {"from": "far", "to": "queue", "authentication": "none", "carries": ["orders"]}},
})

open := {"authentication": "none"}

found := {{"element": "take", "related": ["worker", "queue"], "args": {"inside": ["cloud"]}}}

test_fails_between_two_parties_inside if {
	rule.finding == found with input as model("us", object.union(open, {"returns": ["orders"]}))
	rule.finding == found with input as model("us", object.union(open, {"purpose": "command"}))
}

test_secrets_matter_too if {
	rule.finding == found with input as model("us", object.union(open, {"carries": ["names"]}))
}

test_passes_when_they_prove_who_they_are if {
	given := model("us", {"authentication": "mutual-tls", "carries": ["orders"]})
	rule.applicable == {"take"} with input as given
	count(rule.finding) == 0 with input as given
	rule.pass == {"take"} with input as given
}

test_waits_for_the_authentication if {
	given := model("us", {"carries": ["orders"]})
	rule.applicable == {"take"} with input as given
	count(rule.finding) + count(rule.pass) == 0 with input as given
}

test_waits_for_the_sensitivity if {
	given := model("us", object.union(open, {"carries": ["new"]}))
	rule.applicable == {"take"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_within_one_party if {
	given := model("nimbus", object.union(open, {"carries": ["orders"]}))
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}

test_does_not_apply_to_what_matters_little if {
	given := model("us", object.union(open, {"carries": ["news"]}))
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
