package attacktree

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree/internal/bdd"
)

// mayBreak reports which limits on whole attacks some set of a view might break.
// It looks at the tree, not at the sets: it may be wrong on the safe side.
func (d *Diagram) mayBreak(v view) (budget, within bool) {
	clock := d.tree.newClock(d.precedence, v.time, nil)
	return d.tree.dearest(v) > v.budget, clock.longest(v.out) > v.within
}

// dearest is an upper end of the cost of a view's sets, exact where nothing is shared.
func (t *Tree) dearest(v view) float64 {
	cost := make([]float64, t.root+1)
	var costs []float64
	for at := range cost {
		if t.operators[at] == isLeaf {
			if leaf := t.numbers[at]; !v.out[leaf] {
				cost[at] = v.cost[leaf]
			}
			continue
		}
		costs = costs[:0]
		for _, child := range t.of(Node(at)) {
			costs = append(costs, cost[child])
		}
		slices.SortFunc(costs, func(a, b float64) int { return cmp.Compare(b, a) })
		cost[at] = sum(costs[:t.needs(Node(at))])
	}
	return cost[t.root]
}

// within is the family of the minimal sets that a view allows, accidents
// included. untouched is the family before limits on whole attacks.
func (d *Diagram) within(ctx context.Context, v view) (w *ways, family, untouched bdd.Ref, err error) {
	w, err = d.minimal(ctx)
	if err != nil {
		return nil, bdd.Empty, bdd.Empty, err
	}
	w.Start(ctx)
	untouched = w.Drop(w.all, byLevel(w.order, v.out))
	family = untouched
	dear, slow := d.mayBreak(v)
	if dear {
		d.effort.meter(w, perSum, func() { family = w.Within(family, byLevel(w.order, v.cost), v.budget) })
	}
	if slow && w.Err() == nil {
		clock := d.tree.newClock(d.precedence, v.time, d.effort)
		family, err = w.onTime(family, clock, v.within, d.searches())
	}
	return w, family, untouched, budget(errors.Join(err, w.Err()))
}

// onTime leaves the sets that can be done in time and without a clash. Where
// nothing clashes, a set is in time for sure if its actions are even one after the other.
func (w *ways) onTime(family bdd.Ref, c *clock, limit float64, most int) (bdd.Ref, error) {
	sure := limit
	if c.clash {
		sure = -1
	}
	var failed error
	var set []int
	keep := func(elements []uint32) bool {
		if failed != nil {
			return false
		}
		set = set[:0]
		for _, e := range elements {
			set = append(set, w.leaf[e])
		}
		time, ok, err := c.elapsed(set)
		failed = err
		return ok && time <= limit
	}
	c.work.meter(w, 1, func() { family = w.Filter(family, byLevel(w.order, c.time), sure, most, keep) })
	return family, errors.Join(failed, budget(w.Err()))
}

// attacks is the function of the attacks that a view allows. rough says that
// it is only an upper bound: limits were applied to single actions alone.
func (d *Diagram) attacks(ctx context.Context, f *functions, v view) (attack bdd.Ref, rough bool, err error) {
	if dear, slow := d.mayBreak(v); !dear && !slow {
		return f.attack, f.rough, nil
	}
	attack, err = d.filtered(ctx, f, v)
	if errors.Is(err, ErrBudget) {
		return f.attack, true, nil
	}
	return attack, f.rough, err
}

func (d *Diagram) filtered(ctx context.Context, f *functions, v view) (bdd.Ref, error) {
	w, family, untouched, err := d.within(ctx, v)
	if err != nil || family == untouched {
		return f.attack, err
	}
	family = w.Touching(family, byLevel(w.order, d.tree.actionLeaves()))
	attack, ok := f.filtered[family]
	if ok || w.Err() != nil {
		return attack, budget(w.Err())
	}
	f.Start(ctx)
	d.effort.meter(f, perApply, func() { attack = w.Function(family, f.Functions, w.levels(f.order)) })
	if f.Err() != nil {
		return bdd.False, budget(f.Err())
	}
	f.filtered[family] = attack
	return attack, nil
}
