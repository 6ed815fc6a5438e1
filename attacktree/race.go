package attacktree

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree/internal/bdd"
	"github.com/stormtree-dev/stormtree/attacktree/internal/circuit"
)

// diagram builds the function of a module: all orders race under a small budget,
// and while none arrives, under larger ones. The cost is bounded by that of the
// last budget, some times over.
func (a *Analysis) diagram(ctx context.Context, m circuit.Module, limit int) (module, error) {
	built := module{parts: m, rising: a.rises(m), rests: a.rests[m.Node], inputs: m.Inputs}
	if slices.ContainsFunc(m.Inner, a.tooWide) {
		return built, ErrBudget
	}
	r := a.race(m, built.rising)
	for tier := min(limit, firstTier); ; tier = min(limit, tierGrowth*tier) {
		if err := r.run(ctx, tier); err != nil {
			return built, err
		}
		if r.best != nil {
			built.Functions, built.root = r.best.Functions, r.best.root
			built.inputs, built.order = r.best.inputs, r.best.name
			built.turned = pick(a.rests, built.inputs)
			return built, nil
		}
		if tier == limit || tier > patient && r.hopeless() {
			return built, ErrBudget
		}
		r.sort()
	}
}

// Budgets of the race, in nodes of one diagram.
const (
	firstTier  = 1 << 12
	tierGrowth = 8
	patient    = 1 << 18 // beyond it those who lag behind stay behind
	lagging    = 20      // by a twentieth of all gates
	hope       = 3       // who has not made a third of the gates gives up
	retry      = 4       // who failed is tried again with more than so many times the budget
)

// race is several orders for one module.
type race struct {
	*Analysis
	module  circuit.Module
	rising  bool
	runners []runner
	best    *runner // the smallest that arrived
}

// runner is one order in the race.
type runner struct {
	priority
	place  int // at the start
	made   int // gates, when the last budget was spent
	failed int // the largest budget that did not suffice
	*bdd.Functions
	root bdd.Ref
}

func (a *Analysis) race(m circuit.Module, rising bool) *race {
	r := &race{Analysis: a, module: m, rising: rising}
	for i, order := range a.priorities(m, rising) {
		r.runners = append(r.runners, runner{place: i, priority: order})
	}
	return r
}

// run lets them run under one budget. Once one has arrived, another must not even
// on its way grow larger; where budgets are large, the first one wins.
func (r *race) run(ctx context.Context, budget int) error {
	large := budget > patient
	for i := range r.runners {
		n := &r.runners[i]
		if r.best != nil {
			budget = min(budget, r.best.Size())
		}
		if budget <= retry*n.failed || large && (r.best != nil || r.lags(n)) {
			continue
		}
		err := r.build(ctx, n, budget)
		if err != nil && !errors.Is(err, ErrBudget) {
			return err
		}
		if err == nil && (r.best == nil || n.Size() < r.best.Size()) {
			r.best = n
		}
	}
	return nil
}

func (r *race) build(ctx context.Context, n *runner, limit int) error {
	table, b := r.functionOf(ctx, r.module, n.inputs, limit)
	root, err := b.build()
	n.made = b.made
	if err != nil {
		n.failed = limit
		return err
	}
	n.Functions, n.root = table, root
	return nil
}

// lags reports whether somebody is far ahead.
func (r *race) lags(n *runner) bool {
	return r.lead()-n.made > (len(r.module.Inputs)+len(r.module.Inner))/lagging
}

// hopeless reports whether even the first has most of its gates before it: the
// gates at the end are the largest, and no budget is that large.
func (r *race) hopeless() bool {
	return r.lead()-len(r.module.Inputs) < len(r.module.Inner)/hope
}

// lead is how many inputs and gates the first has made.
func (r *race) lead() int {
	first := 0
	for _, n := range r.runners {
		first = max(first, n.made)
	}
	return first
}

// sort puts those first who came farthest. Of functions that do not rise it only
// puts those last who lag: there the order at the start counts more.
func (r *race) sort() {
	key := func(n *runner) int { return -n.made }
	if !r.rising {
		key = func(n *runner) int { return sign(r.lags(n))*len(r.runners) + n.place }
	}
	keys := map[int]int{}
	for i := range r.runners {
		keys[r.runners[i].place] = key(&r.runners[i])
	}
	slices.SortStableFunc(r.runners, func(x, y runner) int { return cmp.Compare(keys[x.place], keys[y.place]) })
}

// pick lists the values at some places.
func pick[T any](values []T, places []int) []T {
	picked := make([]T, len(places))
	for i, place := range places {
		picked[i] = values[place]
	}
	return picked
}

// rises reports whether a module's function, taken so that it rests at false,
// plainly rises with all of its inputs, taken alike.
func (a *Analysis) rises(m circuit.Module) bool {
	signs := map[int]int{m.Node: 1 << sign(a.rests[m.Node])} // 1 as it is, 2 negated, 3 both
	for i := len(m.Inner) - 1; i >= 0; i-- {
		node := m.Inner[i]
		for _, e := range a.graph.Args(node) {
			s := signs[node]
			if e.Negated() {
				s = s>>1 | s<<1&2
			}
			if a.graph.Op(node) == circuit.Odd {
				s = 3
			}
			signs[e.Node()] |= s
		}
	}
	for _, input := range m.Inputs {
		if signs[input] != 1<<sign(a.rests[input]) {
			return false
		}
	}
	return true
}

func sign(negated bool) int {
	if negated {
		return 1
	}
	return 0
}
