package attacktree

import (
	"errors"
	"fmt"
	"math"
)

// Leaf is the numbers of one leaf. Probability is per attempt for an action and
// per horizon for luck; cost, time and skill of luck are ignored. Cost and time
// are finite and not negative, in whatever unit the actors' limits have. Only an
// Analysis reads Damage, what the leaf does by itself, in any unit, and Detection,
// the chance that it is noticed.
type Leaf struct {
	Probability float64
	Cost        float64
	Time        float64
	Skill       int
	Damage      float64
	Detection   float64
}

// Actor is somebody who attacks, with the limits of one attempt. Budget and Time
// are +Inf when there is no limit; equality is allowed.
type Actor struct {
	Can      []bool // by leaf: false for an action out of reach; nil is everything
	Budget   float64
	Time     float64
	Attempts float64 // expected attempts per horizon (Poisson)
	Once     bool    // exactly one attempt; Attempts is not used
}

// closeness is the relative difference below which sums and products are equal.
const closeness = 1e-9

// atMost is the greatest sum that a limit allows.
func atMost(limit float64) float64 { return limit + closeness*max(limit, 0) }

func (t *Tree) checkLeaves(leaves []Leaf) error {
	if len(leaves) != len(t.kinds) {
		return fmt.Errorf("%d leaves have numbers, the tree has %d", len(leaves), len(t.kinds))
	}
	for i, l := range leaves {
		switch {
		case !(l.Probability >= 0 && l.Probability <= 1):
			return fmt.Errorf("leaf %d: probability %v is not between 0 and 1", i, l.Probability)
		case !finite(l.Cost):
			return fmt.Errorf("leaf %d: cost %v is negative or not finite", i, l.Cost)
		case !finite(l.Time):
			return fmt.Errorf("leaf %d: time %v is negative or not finite", i, l.Time)
		}
	}
	return nil
}

func (t *Tree) checkCan(can []bool) error {
	if can != nil && len(can) != len(t.kinds) {
		return fmt.Errorf("reach is given for %d leaves, the tree has %d", len(can), len(t.kinds))
	}
	return nil
}

func (t *Tree) checkActor(a Actor) error {
	switch {
	case math.IsNaN(a.Budget):
		return errors.New("a budget that is not a number")
	case math.IsNaN(a.Time):
		return errors.New("a time limit that is not a number")
	case !a.Once && !finite(a.Attempts):
		return fmt.Errorf("%v attempts are negative or not finite", a.Attempts)
	}
	return t.checkCan(a.Can)
}

func finite(x float64) bool { return x >= 0 && x <= math.MaxFloat64 }

// view is the leaves as one actor sees them. All slices are by leaf.
type view struct {
	chance []float64 // 0 where out
	cost   []float64 // 0 for luck
	time   []float64 // 0 for luck
	out    []bool    // no attack of the actor has it
	budget float64   // the greatest sum allowed
	within float64   // the longest time allowed
}

// see leaves out what is impossible, out of reach, or over a limit by itself.
func (t *Tree) see(leaves []Leaf, who Actor) view {
	n := len(leaves)
	numbers, out := make([]float64, 3*n), make([]bool, n)
	v := view{
		chance: numbers[:n:n], cost: numbers[n : 2*n : 2*n], time: numbers[2*n:], out: out,
		budget: atMost(who.Budget), within: atMost(who.Time),
	}
	for i, l := range leaves {
		if t.isAction(i) {
			v.cost[i], v.time[i] = l.Cost, l.Time
			v.out[i] = who.Can != nil && !who.Can[i] || l.Cost > v.budget || l.Time > v.within
		}
		v.out[i] = v.out[i] || l.Probability == 0
		if !v.out[i] {
			v.chance[i] = l.Probability
		}
	}
	return v
}
