package threats.generic.secrets_outside_vault_test

import data.threats.generic.secrets_outside_vault as rule

model(kind, asset) := indexed({
	"components": {"place": {"kind": kind}},
	"assets": {"secret": object.union({"at": ["place"]}, asset)},
})

credential := {"holds": ["credential"]}

test_fails_in_a_repository if {
	rule.finding == {{"element": "secret", "related": ["place"]}} with input as model("pipeline", credential)
}

test_passes_on_what_is_no_credential if {
	given := model("service", {"holds": []})
	rule.applicable == {"secret"} with input as given
	count(rule.finding) == 0 with input as given
}

test_waits_for_what_it_holds if {
	given := model("service", {})
	rule.applicable == {"secret"} with input as given
	count(rule.finding) == 0 with input as given
}

test_does_not_apply_in_a_vault if {
	given := model("vault", credential)
	count(rule.applicable) + count(rule.finding) == 0 with input as given
}
