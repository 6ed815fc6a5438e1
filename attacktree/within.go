package attacktree

import (
	"context"
	"math"
)

// List lists the k best sets within the limits, best first, as List of an Analysis.
// Leaves over a limit by themselves are left out beforehand; the sets of the others
// are looked at from the best on until k of them keep the limits. Where the best that do
// lie deep, that ends in ErrBudget, beside those found so far; the Front of one aim
// finds the very best also there.
func (r Restricted) List(ctx context.Context, leaves []Leaf, by Order, k int) ([]Attack, error) {
	if err := r.check(leaves); err != nil {
		return nil, err
	}
	f, err := r.whole.sets(ctx)
	if err != nil {
		return nil, err
	}
	columns, out := r.columns(leaves, nil)
	f = f.without(out)
	if !f.mayKeep(columns) {
		return []Attack{}, nil
	}
	return promptly(ctx, func() ([]Attack, error) { return r.first(ctx, f, columns, leaves, by, k) })
}

// first takes the sets of a family one by one, until k have kept the limits.
func (r Restricted) first(ctx context.Context, f *family, columns []column, leaves []Leaf, by Order, k int) ([]Attack, error) {
	ranking := f.rank(r.whole.tree.weigh(leaves, by))
	attacks := []Attack{}
	for i := int32(0); len(attacks) < k; i++ {
		if int(i) >= r.looks() {
			return attacks, ErrBudget
		}
		if !ranking.get(f.root, i) || ctx.Err() != nil {
			break
		}
		if set := ranking.set(f.root, i); keeps(set, columns) {
			attacks = append(attacks, r.whole.tree.inParallel(set, leaves))
		}
	}
	return attacks, ctx.Err()
}

// looks bounds how many sets are looked at: each weighs as much as eight nodes.
func (r Restricted) looks() int { return min(max(1<<10, r.whole.limit/8), math.MaxInt32) }

// keeps reports whether a set keeps the limits of all columns.
func keeps(set []int, columns []column) bool {
	for i := range columns {
		total := 0.0
		for _, leaf := range set {
			total = columns[i].times(total, columns[i].of[leaf])
		}
		if total > columns[i].allowed {
			return false
		}
	}
	return true
}

// mayKeep reports whether, for each limit by itself, some set keeps it.
func (f *family) mayKeep(columns []column) bool {
	for i := range columns {
		c := &columns[i]
		least := fold(f, math.Inf(1), 0, func(leaf int) float64 { return c.of[leaf] }, minimum, c.times)
		if least > c.allowed {
			return false
		}
	}
	return true
}

// without is the family of the sets that none of some leaves belongs to.
func (f *family) without(out []bool) *family {
	rest := &family{nodes: make([]familyNode, 2, len(f.nodes))}
	rest.nodes[unit] = f.nodes[unit]
	image := make([]int32, len(f.nodes))
	image[unit] = unit
	for at := 2; at < len(f.nodes); at++ {
		switch n := f.nodes[at]; {
		case n.op == oneLeaf && !out[n.a]:
			image[at] = rest.add(oneLeaf, n.a, 0)
		case n.op == eitherSet:
			image[at] = rest.union(image[n.a], image[n.b])
		case n.op == bothSets:
			image[at] = rest.product(image[n.a], image[n.b])
		}
	}
	rest.root = image[f.root]
	return rest
}
