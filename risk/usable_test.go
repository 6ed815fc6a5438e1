package risk_test

import (
	"testing"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/risk"
)

// A step within reach that lies on no way of a cause is no reason of its risk:
// neither its rule nor its mitigation has to do with it.
func TestARiskRestsOnItsOwnWaysAlone(t *testing.T) {
	root, problems := source.Read("model.yaml", model.Starter())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	m, problems := model.Decode("model.yaml", root)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	r, err := risk.Analyze(t.Context(), m, risk.Options{Rules: pack(t, m), Today: "2026-06-01"})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "the thief's", row(t, r, "stolen-customers/thief").Mitigations, []string{"second-factor"})
	equal(t, "the accident's", row(t, r, "stolen-customers/accident").Mitigations, []string{"own-database"})
	for _, f := range r.Findings {
		if f.Rule == "TEN-03" && f.Element == "orders" {
			equal(t, "risks behind the door", f.Risks, []string{"stolen-customers/accident"})
		}
	}
}

// A novice's first step leads nowhere when the second is beyond him.
func TestAStepThatLeadsNowhereForHimDoesNotCount(t *testing.T) {
	r := analyze(t, `
assets: {data: {loss: 1k}}
attackers: {novice: {kind: outsider, skill: novice, attempts: 1/y}}
threats: {t: {asset: data, attack: {any: [{sequence: [phish, copy]}, ask]}}}
steps:
  phish: {probability: 0.3, skill: novice}
  copy: {probability: 0.9, skill: expert}
  ask: {probability: 0.1}
mitigations:
  keys: {responsible: customer, status: planned, stops: {phish: 90%}}
  rules: {responsible: customer, status: planned, stops: {ask: 90%}}
`)
	equal(t, "mitigations", row(t, r, "t/novice").Mitigations, []string{"rules"})
}
