package attacktree

import (
	"context"
	"math"
)

// sets makes the family of the minimal sets, once.
func (a *Analysis) sets(ctx context.Context) (*family, error) {
	return promptly(ctx, func() (*family, error) {
		a.once.Lock()
		defer a.once.Unlock()
		if a.known == nil && a.setless == nil {
			f, err := a.minimal(ctx)
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			a.known, a.setless = f, err
		}
		return a.known, a.setless
	})
}

// List lists the k best minimal sets, best first: the cheapest, the likeliest, or
// the smallest (Quickest is not for an Analysis and counts as Likeliest). Sets that are equal in that come in a fixed order. Leaves with a
// probability of 0 take part. It makes no more sets than it lists: about a step
// per leaf and logarithm of k each, after one pass over the diagram of the sets.
// The time of an Attack is that of many hands, the longest of its leaves.
func (a *Analysis) List(ctx context.Context, leaves []Leaf, by Order, k int) ([]Attack, error) {
	if err := a.tree.checkLeaves(leaves); err != nil {
		return nil, err
	}
	f, err := a.sets(ctx)
	if err != nil {
		return nil, err
	}
	r := f.rank(a.tree.weigh(leaves, by))
	attacks := []Attack{}
	for i := range int32(min(k, math.MaxInt32-1)) {
		if !r.get(f.root, i) || ctx.Err() != nil {
			break
		}
		attacks = append(attacks, a.tree.inParallel(r.set(f.root, i), leaves))
	}
	return attacks, ctx.Err()
}

// weigh ranks leaves as an Order ranks attacks.
func (t *Tree) weigh(leaves []Leaf, by Order) []weight {
	weights := make([]weight, len(leaves))
	for i, l := range leaves {
		cost, unlikely := 0.0, -math.Log(l.Probability)
		if t.isAction(i) {
			cost = l.Cost
		}
		switch by {
		case Cheapest:
			weights[i] = weight{cost, unlikely, 1}
		case Smallest:
			weights[i] = weight{1, unlikely, cost}
		default:
			weights[i] = weight{unlikely, 1, cost}
		}
	}
	return weights
}

// inParallel is an attack whose actions are done at the same time.
func (t *Tree) inParallel(set []int, leaves []Leaf) Attack {
	a := t.summary(set, leaves)
	for _, leaf := range set {
		if t.isAction(leaf) {
			a.Time = max(a.Time, leaves[leaf].Time)
		}
	}
	return a
}
