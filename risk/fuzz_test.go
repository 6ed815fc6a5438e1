package risk_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"testing"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/risk"
)

// Whatever passes the checks of the language can be judged: no panic, and
// numbers that JSON can write and that keep their promises.
func FuzzAnalyze(f *testing.F) {
	for _, path := range examples(f) {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	for seed := range uint64(5) {
		f.Add("stormtree: 1\ntitle: Test\n" + randomModel(seed))
	}
	f.Fuzz(func(t *testing.T, text string) {
		root, problems := source.Read("model.yaml", []byte(text))
		if len(problems) > 0 || len(text) > 64<<10 {
			return
		}
		m, problems := model.Decode("model.yaml", root)
		if len(problems) > 0 {
			return
		}
		_ = risk.Bind(m, nil)
		r, err := risk.Analyze(context.Background(), m, risk.Options{Today: "2026-06-01"})
		if errors.Is(err, attacktree.ErrBudget) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := json.Marshal(r); err != nil {
			t.Fatal(err)
		}
		for _, x := range r.Risks {
			sound(t, x.ID, x.Numbers, x.UnknownsClosed)
			if _, err := risk.Explain(context.Background(), m, risk.Options{}, r, x.ID); err != nil {
				t.Fatal(err)
			}
		}
		for _, x := range r.Totals {
			sound(t, x.Threat, x.Numbers, x.UnknownsClosed)
			if _, err := risk.BuildTree(context.Background(), m, risk.Options{}, x.Threat, ""); err != nil && !errors.Is(err, attacktree.ErrBudget) {
				t.Fatal(err)
			}
		}
	})
}

func sound(t *testing.T, id string, n, closed risk.Numbers) {
	t.Helper()
	for _, v := range []risk.Views{n.Likelihood, closed.Likelihood} {
		if v.Inherent > 1+1e-12 || v.Projected < 0 || v.Current > v.Inherent*(1+1e-9) || v.Projected > v.Current*(1+1e-9) {
			t.Errorf("%s: likelihoods %v", id, v)
		}
	}
	if rises(n.Likelihood, closed.Likelihood) {
		t.Errorf("%s: unknowns closed %v rise above %v", id, closed.Likelihood, n.Likelihood)
	}
}
