package risk_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

// Same model, same bytes.
func TestEqualModelsGiveEqualBytes(t *testing.T) {
	for _, path := range examples(t) {
		var first []byte
		for range 3 {
			m := load(t, path)
			r, err := risk.Analyze(context.Background(), m, risk.Options{Rules: pack(t, m), Today: "2026-06-01"})
			if err != nil {
				t.Fatal(err)
			}
			text, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			if first != nil && !bytes.Equal(first, text) {
				t.Fatalf("%s: two analyses differ", path)
			}
			first = text
		}
	}
}

// No row rises when a leaf falls or a mitigation is added.
func TestNoRowRisesWhenALeafFalls(t *testing.T) {
	for seed := range uint64(40) {
		text := randomModel(seed)
		before := analyze(t, text)
		rnd := rand.New(rand.NewPCG(seed, 2))
		lower := parse(t, text)
		s := lower.Steps[rnd.IntN(len(lower.Steps))]
		s.Probability.Likely *= rnd.Float64()
		after, err := risk.Analyze(context.Background(), lower, risk.Options{})
		if err != nil {
			t.Fatal(err)
		}
		noWorse(t, fmt.Sprintf("seed %d, %s falls", seed, s.ID), before, after)

		more := strings.ReplaceAll(text, "mitigations:\n", fmt.Sprintf("mitigations:\n  more: {responsible: customer, status: implemented, stops: {%s: 40%%}, raises: {%s: {cost: 2k, skill: expert}}}\n", s.ID, action(lower)))
		noWorse(t, fmt.Sprintf("seed %d, more", seed), before, analyze(t, more))
	}
}

func action(m *model.Model) string {
	for _, s := range m.Steps {
		if s.Kind == model.Action {
			return s.ID
		}
	}
	return m.Steps[0].ID
}

func noWorse(t *testing.T, what string, before, after *risk.Register) {
	t.Helper()
	old := map[string]risk.Numbers{}
	for _, x := range before.Risks {
		old[x.ID] = x.Numbers
	}
	for _, x := range after.Risks {
		if rises(old[x.ID].Likelihood, x.Likelihood) || rises(old[x.ID].Frequency, x.Frequency) || rises(old[x.ID].ExpectedLoss, x.ExpectedLoss) {
			t.Errorf("%s: %s rises from %v to %v", what, x.ID, old[x.ID], x.Numbers)
		}
	}
	for _, x := range after.Totals {
		if rises(total(t, before, x.Threat).Likelihood, x.Likelihood) {
			t.Errorf("%s: the union of %s rises", what, x.Threat)
		}
	}
}

func rises(before, after risk.Views) bool {
	const noise = 1 + 1e-12
	return after.Inherent > before.Inherent*noise || after.Current > before.Current*noise || after.Projected > before.Projected*noise
}

// Views never rise from inherent over current to projected, unknowns closed
// never lie above the stated, and the whole never lies above the rows.
func TestNumbersOfARegisterFitTogether(t *testing.T) {
	for _, path := range examples(t) {
		m := load(t, path)
		r, err := risk.Analyze(context.Background(), m, risk.Options{Rules: pack(t, m), Today: "2026-06-01"})
		if err != nil {
			t.Fatal(err)
		}
		for i, x := range r.Risks {
			if x.Rank != i+1 || i > 0 && r.Risks[i-1].ExpectedLoss.Current < x.ExpectedLoss.Current {
				t.Errorf("%s: %s is out of order", path, x.ID)
			}
			for _, v := range []risk.Views{x.Likelihood, x.Frequency, x.ExpectedLoss} {
				if v.Current > v.Inherent || v.Projected > v.Current {
					t.Errorf("%s: %s rises with mitigations: %v", path, x.ID, v)
				}
			}
			if rises(x.Frequency, x.UnknownsClosed.Frequency) || !x.AtMost && x.UnknownsClosed.Frequency != x.Frequency {
				t.Errorf("%s: %s and its unknowns closed: %v, %v", path, x.ID, x.Frequency, x.UnknownsClosed.Frequency)
			}
		}
		if rises(r.System.Rows, r.System.WithoutDoubles) {
			t.Errorf("%s: the whole is more than its rows: %v", path, r.System)
		}
	}
}

func TestACancelledAnalysisEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	m := load(t, "../examples/smart-home/model.yaml")
	if _, err := risk.Analyze(ctx, m, risk.Options{Rules: pack(t, m)}); err == nil {
		t.Error("a cancelled analysis answers")
	}
}
