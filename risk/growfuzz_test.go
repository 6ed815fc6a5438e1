package risk_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/stormtree-dev/stormtree/library"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/risk"
)

// Patterns that pass their checks grow whatever the model, and what grows can be
// written and read again.
func FuzzPatterns(f *testing.F) {
	ours, err := filepath.Glob("../library/patterns/*.yaml")
	if err != nil || len(ours) == 0 {
		f.Fatal("no patterns", err)
	}
	for _, path := range ours {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
		f.Add(string(text) + ownSteps)
	}
	m := parse(f, chain)
	judged := grow(f, m, risk.Options{Rules: pack(f, m)}, risk.GrowMissing)
	f.Fuzz(func(t *testing.T, text string) {
		patterns, problems := library.ReadPatterns(fstest.MapFS{"own.yaml": {Data: []byte(text)}}, library.Bundled())
		if len(problems) == 0 {
			problems = risk.CheckPatterns(patterns, nil)
		}
		if len(problems) > 0 {
			return
		}
		o := judged.Options
		o.Patterns = patterns
		g, err := risk.Grow(context.Background(), judged.Model, o, risk.GrowAll, true)
		if err != nil {
			t.Fatal(err)
		}
		if g.Added == nil {
			return
		}
		var out bytes.Buffer
		if err := source.Write(&out, g.Added); err != nil {
			t.Fatal(err)
		}
		again, problems := source.Read("grown.yaml", out.Bytes())
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if _, problems := judged.Model.With(again); len(problems) > 0 {
			t.Fatal(problems)
		}
	})
}

const ownSteps = `
steps:
  burgle: {title: "Carry {self} away", on: component, from: exposure, when: [TEN-01@host, GEN-01], probability: open-door-used, cost: flood-cost, time: insider-days, skill: novice, technique: [T1530]}
  spread: {title: "All of {self}", on: component, hops: 3, any: [burgle@self, {title: "{x}", each: {x: self.flows_in}, all: [spread@x.sender, move-on@x]}]}
  fail: {title: "{self} fails", on: party, kind: accident, probability: outage-serious}
  guess: {title: "{self} is weak", on: asset, kind: condition, probability: open-door-used}
attackers:
  anybody: {title: "Anybody in {self}", kind: outsider, each: staff, budget: flood-cost, attempts: outsider-attempts}
`
