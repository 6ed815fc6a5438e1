package attacktree

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Importance is what one leaf means to the root. With p the leaf's probability, P
// the root's, and P(1) and P(0) the root's were the leaf certain or impossible, the
// measures are those of Y. Dutuit and A. Rauzy, "Efficient algorithms to assess
// component and gate importance in fault tree analysis" (2001), and of SCRAM:
//
//   - Birnbaum (MIF) is P(1) - P(0), the derivative of P by p;
//   - Criticality (CIF) is p(P(1)-P(0))/P. It equals 1 - P(0)/P, the share of P that
//     goes with the leaf, which safety assessments also call Fussell-Vesely;
//   - FussellVesely, the diagnostic importance (DIF), is pP(1)/P: the chance that the
//     leaf happened given that the root was reached;
//   - Achievement, the risk achievement worth (RAW), is P(1)/P;
//   - Reduction, the risk reduction worth (RRW), is P/P(0).
//
// A leaf that the root does not depend on has 0, 0, p, 1 and 1. Behind a negation
// Birnbaum and Criticality may be negative and the worths below 1. A P(1) or P(0) of
// less than a billionth of P counts as 0, a matter of rounding, so that
// Reduction is +Inf for a leaf that everything needs. Where P is 0, Criticality and
// FussellVesely are 0, and the worths compare with nothing: 0/0 is 1, and anything
// else over 0 is +Inf. No measure is NaN.
type Importance struct {
	Leaf          int
	Birnbaum      float64
	Criticality   float64
	FussellVesely float64
	Achievement   float64
	Reduction     float64
}

// Importance tells the importance of every leaf, by leaf, also of defences, where
// each happens with its probability p. It takes one pass up and one pass down the
// diagrams, whatever the number of leaves. ErrBudget says that there is no exact answer.
func (a *Analysis) Importance(p []float64) ([]Importance, error) {
	root, slopes, err := a.slopes(p)
	if err != nil {
		return nil, err
	}
	all := make([]Importance, len(p))
	for leaf, slope := range slopes {
		all[leaf] = importance(root, p[leaf], slope)
		all[leaf].Leaf = leaf
	}
	return all, nil
}

// slopes are the root's probability and its derivatives by leaf.
func (a *Analysis) slopes(p []float64) (root float64, slopes []float64, err error) {
	if err := a.tree.checkChances(p); err != nil {
		return 0, nil, err
	}
	if !a.exact() {
		return 0, nil, ErrBudget
	}
	g := a.program()
	values := g.values(p)
	return values[g.result], g.slopes(values, len(p)), nil
}

// importance uses that the root's probability is linear in each leaf's.
func importance(root, p, slope float64) Importance {
	always, never := beyondRounding(root+(1-p)*slope, root), beyondRounding(root-p*slope, root)
	i := Importance{Birnbaum: slope, Achievement: ratio(always, root), Reduction: ratio(root, never)}
	if root > 0 {
		i.Criticality = p * slope / root
		i.FussellVesely = min(1, p*always/root)
	}
	return i
}

// beyondRounding is a probability that was found near another one, 0 where only
// rounding errors are left.
func beyondRounding(p, near float64) float64 {
	if p <= closeness*near {
		return 0
	}
	return min(1, p)
}

func ratio(a, b float64) float64 {
	switch {
	case a == b:
		return 1
	case b == 0:
		return math.Inf(1)
	}
	return a / b
}

// Swing is what the root's probability does while one leaf's goes from Low to High:
// it changes in proportion.
type Swing struct {
	Leaf      int
	Low, High float64 // the root's, at the leaf's lower and higher end
}

// Change is High - Low, negative where the leaf stands behind a negation.
func (s Swing) Change() float64 { return s.High - s.Low }

// Tornado tells what becomes of the root's probability when each leaf in turn goes
// from its lower to its higher end while all others stay at p: the widest swing
// first, then by leaf. The root is linear in each leaf, so one derivative gives
// both ends exactly. It takes as long as Importance. p, low and high are by leaf;
// p need not lie between the ends.
func (a *Analysis) Tornado(p, low, high []float64) ([]Swing, error) {
	if err := a.tree.checkRanges(low, high); err != nil {
		return nil, err
	}
	root, slopes, err := a.slopes(p)
	if err != nil {
		return nil, err
	}
	swings := make([]Swing, len(p))
	for leaf, slope := range slopes {
		swings[leaf] = Swing{leaf, clipped(root + slope*(low[leaf]-p[leaf])), clipped(root + slope*(high[leaf]-p[leaf]))}
	}
	slices.SortStableFunc(swings, func(x, y Swing) int {
		return cmp.Compare(math.Abs(y.Change()), math.Abs(x.Change()))
	})
	return swings, nil
}

func (t *Tree) checkRanges(low, high []float64) error {
	if err := t.checkChances(low); err != nil {
		return fmt.Errorf("low: %w", err)
	}
	if err := t.checkChances(high); err != nil {
		return fmt.Errorf("high: %w", err)
	}
	for leaf := range low {
		if low[leaf] > high[leaf] {
			return fmt.Errorf("leaf %d: %v to %v is not in order", leaf, low[leaf], high[leaf])
		}
	}
	return nil
}
