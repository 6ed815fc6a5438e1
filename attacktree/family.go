package attacktree

import (
	"context"

	"github.com/stormtree-dev/stormtree/attacktree/internal/bdd"
	"github.com/stormtree-dev/stormtree/attacktree/internal/circuit"
)

// family is all minimal sets of a tree, written as unions and products. The sets
// of a union's halves differ, those of a product's halves share no leaf: so sums
// over sets become passes over nodes. Children have lower numbers than their parents.
type family struct {
	nodes []familyNode
	root  int32
}

type familyNode struct {
	op   familyOp
	a, b int32 // of one leaf a is the leaf
}

type familyOp uint8

const (
	noSet    familyOp = iota // only node 0
	emptySet                 // only node 1
	oneLeaf
	eitherSet
	bothSets
)

const (
	none int32 = 0
	unit int32 = 1
)

func (f *family) add(op familyOp, a, b int32) int32 {
	f.nodes = append(f.nodes, familyNode{op, a, b})
	return int32(len(f.nodes) - 1)
}

func (f *family) union(a, b int32) int32 {
	switch {
	case a == none:
		return b
	case b == none:
		return a
	}
	return f.add(eitherSet, a, b)
}

func (f *family) product(a, b int32) int32 {
	switch {
	case a == none || b == none:
		return none
	case a == unit:
		return b
	case b == unit:
		return a
	}
	return f.add(bothSets, a, b)
}

// balanced joins many families in halves: numbers of equal size meet.
func (f *family) balanced(join func(a, b int32) int32, neutral int32, parts []int32) int32 {
	switch len(parts) {
	case 0:
		return neutral
	case 1:
		return parts[0]
	}
	half := len(parts) / 2
	return join(f.balanced(join, neutral, parts[:half]), f.balanced(join, neutral, parts[half:]))
}

// choose is the family of the sets that take one set each from k of the parts.
func (f *family) choose(k int, parts []int32) int32 {
	chosen := make([]int32, k+1) // by how many have been chosen
	chosen[0] = unit
	for _, part := range parts {
		for j := k; j > 0; j-- {
			chosen[j] = f.union(chosen[j], f.product(part, chosen[j-1]))
		}
	}
	return chosen[k]
}

// minimal makes the family of the least points of the root's function: the sets
// of leaves at which it holds while it holds at none of their subsets. For a
// coherent tree these are its minimal cut sets; for others what A. Rauzy's
// recursion of 1993 yields. Where sizes are limited, larger sets are left out, and
// rising modules need no function. ErrBudget says that some module's sets would
// need more nodes than allowed.
func (a *Analysis) minimal(ctx context.Context) (*family, error) {
	f := &family{nodes: make([]familyNode, 2, 64)}
	f.nodes[unit].op = emptySet
	if a.rests[a.root.Node()] != a.root.Negated() {
		f.root = unit
		return f, nil
	}
	var o *orders
	if a.most > 0 {
		o = a.orders(a.most)
	}
	of := make([]int32, a.graph.Size()) // by input or module: what it takes to make it other than at rest
	for node := range of {
		var err error
		switch {
		case o != nil && o.allowed[node] < o.least[node]:
		case a.graph.Op(node) == circuit.Leaf:
			of[node] = f.add(oneLeaf, int32(a.graph.Number(node)), 0)
		case a.tooWide(node):
			err = ErrBudget
		case a.simple[node]:
			of[node] = a.simpleFamily(f, node, of)
		case a.at[node] > 0:
			of[node], err = a.moduleFamily(ctx, f, &a.modules[a.at[node]-1], of, o)
		}
		if err != nil {
			return nil, err
		}
	}
	f.root = of[a.root.Node()]
	if o != nil {
		f.root = f.upTo(a.most)
	}
	return f, nil
}

// simpleFamily is what it takes to change a gate over independent arguments.
func (a *Analysis) simpleFamily(f *family, node int, of []int32) int32 {
	k, parts := a.changes(node)
	families := pick(of, parts)
	switch k {
	case 0:
		return none
	case 1:
		return f.balanced(f.union, none, families)
	case len(parts):
		return f.balanced(f.product, unit, families)
	}
	return f.choose(k, families)
}

// moduleFamily adds a module's minimal sets, its inputs replaced by their families.
func (a *Analysis) moduleFamily(ctx context.Context, f *family, m *module, of []int32, o *orders) (int32, error) {
	table, sets, err := a.moduleSets(ctx, m, o)
	if err != nil {
		return none, err
	}
	image := make([]int32, sets+2)
	image[bdd.Unit] = unit
	for _, r := range table.Below(sets) {
		level, lo, hi := table.Node(r)
		image[r] = f.union(image[lo], f.product(of[m.inputs[level]], image[hi]))
	}
	return image[sets], nil
}

func (a *Analysis) moduleSets(ctx context.Context, m *module, o *orders) (*bdd.Families, bdd.Ref, error) {
	switch {
	case o != nil && m.rising:
		return a.truncated(ctx, *m, o, a.limit)
	case m.Functions == nil:
		return nil, bdd.Empty, ErrBudget
	}
	table := bdd.NewFamilies(a.limit)
	table.Start(ctx)
	sets := m.least(table)
	return table, sets, budget(table.Err())
}

func (m *module) least(table *bdd.Families) bdd.Ref {
	root := m.root
	if m.rests {
		root = root.Not()
	}
	if m.rising {
		return table.Minimal(m.Functions, root)
	}
	return table.Least(m.Functions, root)
}

// upTo adds the family of the root's sets of at most so many leaves.
func (f *family) upTo(most int) int32 {
	e := exactly{f, map[[2]int32]int32{}}
	sets := none
	for size := range most + 1 {
		sets = f.union(sets, e.sets(f.root, int32(size)))
	}
	return sets
}

// exactly splits families by the size of their sets.
type exactly struct {
	*family
	known map[[2]int32]int32
}

func (e exactly) sets(node, size int32) int32 {
	n := e.nodes[node]
	switch {
	case n.op == noSet || n.op == emptySet && size > 0 || n.op == oneLeaf && size != 1:
		return none
	case n.op == emptySet || n.op == oneLeaf:
		return node
	}
	if is, ok := e.known[[2]int32{node, size}]; ok {
		return is
	}
	is := none
	if n.op == eitherSet {
		is = e.union(e.sets(n.a, size), e.sets(n.b, size))
	} else {
		for part := range size + 1 {
			if first := e.sets(n.a, part); first != none {
				is = e.union(is, e.product(first, e.sets(n.b, size-part)))
			}
		}
	}
	e.known[[2]int32{node, size}] = is
	return is
}

// fold computes a value of the family from values of leaves in one pass: sets
// multiply their leaves, and the sets are added. It is a homomorphism for any
// commutative semiring, and for adding that forgets nothing needs the sets to differ.
func fold[T any](f *family, zero, one T, leaf func(leaf int) T, plus, times func(a, b T) T) T {
	values := make([]T, len(f.nodes))
	values[none], values[unit] = zero, one
	for at := 2; at < len(f.nodes); at++ {
		switch n := f.nodes[at]; n.op {
		case oneLeaf:
			values[at] = leaf(int(n.a))
		case eitherSet:
			values[at] = plus(values[n.a], values[n.b])
		default:
			values[at] = times(values[n.a], values[n.b])
		}
	}
	return values[f.root]
}
