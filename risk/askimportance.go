package risk

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// Importance is how much one leaf matters for the probability P of the top. With
// P0 and P1, what that is when the leaf's own probability p were 0 or 1, the
// measures are those of the literature (W. Vesely and others, Measures of risk
// importance and their applications, 1983; Fussell-Vesely as the diagnostic form).
type Importance struct {
	Leaf            string  `json:"leaf"`
	Birnbaum        float64 `json:"birnbaum"`         // P1 - P0: negative where the leaf prevents the top
	Criticality     float64 `json:"criticality"`      // p (P1 - P0) / P: the chance that the leaf decides and happens, given the top
	FussellVesely   float64 `json:"fussell_vesely"`   // p P1 / P: the chance that the leaf happens, given the top
	RiskAchievement Number  `json:"risk_achievement"` // P1 / P
	RiskReduction   Number  `json:"risk_reduction"`   // P / P0; infinite when the top needs the leaf
}

// mostEvaluations bounds importances, in leaves times what one evaluation visits:
// some ten seconds.
const mostEvaluations = 500_000_000

// importances evaluates the diagrams twice for each leaf, most critical first.
func (a *asking) importances(ctx context.Context) error {
	if !a.Importance || a.chances == nil {
		return nil
	}
	if !a.answer.Exact || len(a.Leaves)*(len(a.Leaves)+a.Gates+a.analysis.Nodes()) > mostEvaluations {
		return attacktree.ErrBudget
	}
	top := *a.answer.Probability
	list := make([]Importance, len(a.Leaves))
	p := slices.Clone(a.chances)
	for i, own := range a.chances {
		low, err := a.whatIf(p, i, 0)
		if err != nil {
			return err
		}
		high, err := a.whatIf(p, i, 1)
		if err != nil {
			return err
		}
		if p[i] = own; ctx.Err() != nil {
			return ctx.Err()
		}
		list[i] = Importance{
			Leaf: a.IDs[i], Birnbaum: high - low, Criticality: own * share(high-low, top), FussellVesely: own * share(high, top),
			RiskAchievement: ratio(high, top), RiskReduction: ratio(top, low),
		}
	}
	slices.SortStableFunc(list, func(x, y Importance) int {
		return cmp.Or(cmp.Compare(math.Abs(y.Criticality), math.Abs(x.Criticality)), cmp.Compare(math.Abs(y.Birnbaum), math.Abs(x.Birnbaum)))
	})
	a.answer.Importance = list
	return nil
}

// whatIf is the probability of the top with another one of a leaf.
func (a *asking) whatIf(p []float64, leaf int, chance float64) (float64, error) {
	p[leaf] = chance
	return a.analysis.Probability(p)
}

// share is a part of a whole; of nothing it is nothing.
func share(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}

// ratio compares two probabilities: 1 where both are 0.
func ratio(x, y float64) Number {
	switch {
	case y != 0:
		return Number(x / y)
	case x == 0:
		return 1
	}
	return Number(math.Inf(1))
}
