package threats.tenancy.metadata_service_test

import data.threats.tenancy.metadata_service as rule

model(facts) := indexed({"components": {"renderer": object.union({"kind": "service"}, facts)}})

test_fails_with_an_open_metadata_service if {
	rule.finding == {{"element": "renderer"}} with input as model({"metadata_service": "open", "fetches_urls": true})
}

test_passes_with_tokens if {
	given := model({"metadata_service": "token"})
	rule.pass == {"renderer"} with input as given
	count(rule.finding) == 0 with input as given
}

test_passes_when_nothing_is_fetched if {
	rule.pass == {"renderer"} with input as model({"metadata_service": "open", "fetches_urls": false})
}

test_waits_for_both_facts if {
	given := model({"metadata_service": "open"})
	count(rule.pass) == 0 with input as given
	count(rule.finding) == 0 with input as given
}
