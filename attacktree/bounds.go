package attacktree

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree/internal/bdd"
	"github.com/stormtree-dev/stormtree/attacktree/internal/circuit"
)

// Bounds returns an interval that the probability of the root certainly lies in,
// up to rounding, also where no diagram was within budget; where all were, both
// ends are the probability. What has no diagram is bounded from its gates (see
// shared) and from its smallest minimal sets. It is linear, apart from these.
func (a *Analysis) Bounds(ctx context.Context, p []float64) (low, high float64, err error) {
	if err := a.tree.checkChances(p); err != nil {
		return 0, 0, err
	}
	b := bounder{Analysis: a, of: make([]interval, a.graph.Size())}
	for node := range b.of {
		if err := b.visit(ctx, node, p); err != nil {
			return 0, 0, err
		}
	}
	root := b.signed(a.root)
	return root.low.yes, root.high.yes, ctx.Err()
}

// interval holds the chances of something at both ends of what is possible.
type interval struct{ low, high chances }

func (i interval) signed(negated bool) interval {
	if negated {
		return interval{i.high.signed(true), i.low.signed(true)}
	}
	return i
}

// between is the interval of two probabilities.
func between(low, high float64) interval {
	low, high = max(0, low), min(1, high)
	return interval{chances{low, 1 - low}, chances{high, 1 - high}}
}

// bounder bounds nodes of the graph.
type bounder struct {
	*Analysis
	of    []interval
	order *orders // of the supports; nil until needed
}

func (b *bounder) signed(e circuit.Edge) interval { return b.of[e.Node()].signed(e.Negated()) }

func (b *bounder) visit(ctx context.Context, node int, p []float64) (err error) {
	switch {
	case node == 0:
		b.of[node] = between(1, 1)
	case b.graph.Op(node) == circuit.Leaf:
		b.of[node] = between(p[b.graph.Number(node)], p[b.graph.Number(node)])
	case b.simple[node] && b.tooWide(node):
		b.of[node] = b.shared(node, false)
	case b.simple[node]:
		b.of[node] = b.independent(node)
	case b.at[node] > 0:
		b.of[node], err = b.bound(ctx, &b.modules[b.at[node]-1])
	}
	return err
}

// independent bounds a gate whose arguments share nothing: conjunctions and
// thresholds rise with each of them, and parities are linear in each.
func (b *bounder) independent(node int) interval {
	args := b.graph.Args(node)
	if b.graph.Op(node) == circuit.Odd {
		odd := between(0, 0)
		for _, e := range args {
			odd = differ(odd, b.signed(e))
		}
		return odd
	}
	low, high := make([]chances, len(args)), make([]chances, len(args))
	for i, e := range args {
		low[i], high[i] = b.signed(e).low, b.signed(e).high
	}
	if b.graph.Op(node) == circuit.And {
		return interval{conjunction(low), conjunction(high)}
	}
	k := b.graph.Number(node)
	return interval{thresholdOf(k, low), thresholdOf(k, high)}
}

// differ bounds the exclusive or of two independent parts, by its corners.
func differ(x, y interval) interval {
	all := []chances{
		parity([]chances{x.low, y.low}), parity([]chances{x.low, y.high}),
		parity([]chances{x.high, y.low}), parity([]chances{x.high, y.high}),
	}
	byYes := func(a, b chances) int { return cmp.Compare(a.yes, b.yes) }
	return interval{slices.MinFunc(all, byYes), slices.MaxFunc(all, byYes)}
}

// bound bounds a module by its diagram, or without.
func (b *bounder) bound(ctx context.Context, m *module) (interval, error) {
	if m.Functions != nil {
		return b.within(m.Functions, m.root, m), nil
	}
	if b.order == nil {
		b.order = b.orders(0)
	}
	for _, node := range m.parts.Inner {
		b.of[node] = b.shared(node, m.rising)
	}
	whole := b.of[m.parts.Node]
	if !m.rising {
		return whole, nil
	}
	changed, err := b.smallest(ctx, m)
	if err != nil {
		return interval{}, err
	}
	whole = whole.signed(m.rests)
	if whole.low.yes < changed.yes {
		whole.low = changed
	}
	return whole.signed(m.rests), nil
}

// within bounds a function of a module's inputs: at each node the worse end of its variable.
func (b *bounder) within(table *bdd.Functions, root bdd.Ref, m *module) interval {
	of := make([]interval, root.Index()+2)
	of[bdd.False], of[bdd.True] = between(0, 0), between(1, 1)
	for _, r := range table.Below(root) {
		level, lo, hi := table.Node(r)
		x := b.of[m.inputs[level]].signed(m.turned[level])
		l, h := of[lo.Index()].signed(lo.Negated()), of[hi]
		of[r] = interval{
			least(mix(x.low, l.low, h.low), mix(x.high, l.low, h.low)),
			most(mix(x.low, l.high, h.high), mix(x.high, l.high, h.high)),
		}
	}
	return of[root.Index()].signed(root.Negated())
}

// mix is h with the chance of x, else l.
func mix(x, l, h chances) chances {
	return chances{x.yes*h.yes + x.no*l.yes, x.yes*h.no + x.no*l.no}
}

func least(a, b chances) chances {
	if b.yes < a.yes {
		return b
	}
	return a
}

func most(a, b chances) chances {
	if b.yes > a.yes {
		return b
	}
	return a
}

// shared bounds a gate whose arguments may share inputs. In a rising module they
// are associated: all of them are at least as likely as if they were independent
// (J. Esary, F. Proschan, D. Walkup, Association of random variables, 1967).
// Elsewhere the inequalities of M. Fréchet hold, and for thresholds A. Markov's.
func (b *bounder) shared(node int, rising bool) interval {
	args := b.graph.Args(node)
	parts := make([]interval, len(args))
	for i, e := range args {
		parts[i] = b.signed(e)
	}
	switch b.graph.Op(node) {
	case circuit.AtLeast:
		return someOf(b.graph.Number(node), parts, rising)
	case circuit.Odd:
		odd := between(0, 0)
		for _, x := range parts {
			odd = between(max(odd.low.yes-x.high.yes, x.low.yes-odd.high.yes),
				min(odd.high.yes+x.high.yes, odd.low.no+x.low.no))
		}
		return odd
	}
	return interval{allOf(parts, rising), b.strangers(args, parts)}
}

// allOf is the least chance of a conjunction.
func allOf(parts []interval, rising bool) chances {
	low := make([]chances, len(parts))
	missing := 0.0
	for i, x := range parts {
		low[i] = x.low
		missing += x.low.no
	}
	if rising {
		return conjunction(low)
	}
	return between(1-missing, 1).low
}

// strangers is the greatest chance of a conjunction: that of some arguments which
// share no input, the least likely ones first, and so are independent.
func (b *bounder) strangers(args []circuit.Edge, parts []interval) chances {
	byChance := make([]int, len(parts))
	for i := range byChance {
		byChance[i] = i
	}
	slices.SortStableFunc(byChance, func(i, j int) int { return cmp.Compare(parts[i].high.yes, parts[j].high.yes) })
	chosen := []chances{parts[byChance[0]].high}
	taken := slices.Clone(b.order.supports[args[byChance[0]].Node()])
	for _, i := range byChance[1:] {
		if own := b.order.supports[args[i].Node()]; taken != nil && own != nil && !taken.meets(own) {
			chosen = append(chosen, parts[i].high)
			taken.join(own)
		}
	}
	return conjunction(chosen)
}

// someOf bounds at least k of some parts.
func someOf(k int, parts []interval, rising bool) interval {
	reach, miss := 0.0, 0.0
	for _, x := range parts {
		reach, miss = reach+x.high.yes, miss+x.low.no
	}
	low, high := 1-miss/float64(len(parts)-k+1), reach/float64(k)
	if rising {
		low = max(low, likeliest(parts, k, false).yes)
		high = min(high, likeliest(parts, len(parts)-k+1, true).no)
	}
	return between(low, high)
}

// likeliest is the least chance that the k surest parts hold, or do not.
func likeliest(parts []interval, k int, negated bool) chances {
	low := make([]chances, len(parts))
	for i, x := range parts {
		low[i] = x.signed(negated).low
	}
	slices.SortFunc(low, func(x, y chances) int { return cmp.Compare(y.yes, x.yes) })
	return conjunction(low[:k])
}

// mostSmall bounds the sizes of the sets that Bounds looks for.
const mostSmall = 8

// smallest is the least chance that a rising module changes, from its smallest
// sets: as many sizes as the budget allows.
func (b *bounder) smallest(ctx context.Context, m *module) (changed chances, err error) {
	limit := min(b.limit, smallNodes)
	for size := 1; size <= mostSmall; size++ {
		sets, family, err := b.truncated(ctx, *m, b.Analysis.orders(size), limit)
		if errors.Is(err, ErrBudget) {
			break
		} else if err != nil {
			return changed, err
		}
		table := bdd.NewFunctions(limit)
		table.Start(ctx)
		root := sets.Function(family, table, levels(len(m.inputs)))
		if err := budget(table.Err()); errors.Is(err, ErrBudget) {
			break
		} else if err != nil {
			return changed, err
		}
		changed = most(changed, b.within(table, root, &module{inputs: m.inputs, turned: pick(b.rests, m.inputs)}).low)
	}
	return changed, ctx.Err()
}

// smallNodes is how many nodes the smallest sets may take: more of them change
// little, since they are rarer and rarer.
const smallNodes = 1 << 17

func levels(n int) []uint32 {
	levels := make([]uint32, n)
	for i := range levels {
		levels[i] = uint32(i)
	}
	return levels
}
