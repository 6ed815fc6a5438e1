package risk_test

import "testing"

// Whoever reads only the first mitigation should read the one that helps most.
func TestMitigationsAreSortedByTheirEffect(t *testing.T) {
	r := analyze(t, `
assets: {data: {loss: 1k}}
attackers: {a: {kind: outsider, attempts: 1/y}}
threats: {t: {asset: data, attack: {any: [phish, guess, crash]}}}
steps:
  phish: {probability: 0.4}
  guess: {probability: 0.1}
  crash: {kind: accident, probability: 0.1}
mitigations:
  b-weak: {responsible: customer, status: planned, stops: {guess: 10%}}
  a-weak: {responsible: customer, status: planned, stops: {guess: 10%}}
  strong: {responsible: customer, status: proposed, stops: {phish: 90%}}
  idle: {responsible: customer, status: planned, raises: {phish: {cost: 1k}}}
  there: {responsible: customer, status: implemented, stops: {phish: 50%}}
  spare: {responsible: customer, status: proposed, stops: {crash: 50%}}
`)
	equal(t, "the attacker's", row(t, r, "t/a").Mitigations, []string{"there", "strong", "a-weak", "b-weak", "idle"})
	equal(t, "the accident's", row(t, r, "t/accident").Mitigations, []string{"spare"})
}
