package risk

import (
	"cmp"
	"math"
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// Importance is how much one leaf matters for the probability of the top, by the
// measures of attacktree.Importance.
type Importance struct {
	Leaf            string  `json:"leaf"`
	Birnbaum        float64 `json:"birnbaum"`         // the difference that the leaf makes
	Criticality     float64 `json:"criticality"`      // the share of the probability that goes with the leaf
	FussellVesely   float64 `json:"fussell_vesely"`   // the chance that the leaf happened, given the top
	RiskAchievement Number  `json:"risk_achievement"` // the factor if the leaf were certain
	RiskReduction   Number  `json:"risk_reduction"`   // the divisor if it were impossible
}

// importances asks for all leaves, most critical first.
func (a *asking) importances() error {
	if !a.Importance || a.chances == nil {
		return nil
	}
	found, err := a.analysis.Importance(a.chances)
	if err != nil {
		return err
	}
	slices.SortStableFunc(found, func(x, y attacktree.Importance) int {
		return cmp.Or(cmp.Compare(math.Abs(y.Criticality), math.Abs(x.Criticality)), cmp.Compare(math.Abs(y.Birnbaum), math.Abs(x.Birnbaum)))
	})
	a.answer.Importance = make([]Importance, len(found))
	for i, f := range found {
		a.answer.Importance[i] = Importance{a.IDs[f.Leaf], f.Birnbaum, f.Criticality, f.FussellVesely, Number(f.Achievement), Number(f.Reduction)}
	}
	return nil
}
