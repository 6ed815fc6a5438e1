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
// recursion of 1993 yields. It is nil, with ErrBudget, if a module has no diagram
// or its sets would need more than limit nodes.
func (a *Analysis) minimal(ctx context.Context, limit int) (*family, error) {
	f := &family{nodes: make([]familyNode, 2, 64)}
	f.nodes[unit].op = emptySet
	if a.rests[a.root.Node()] != a.root.Negated() {
		f.root = unit
		return f, nil
	}
	of := make([]int32, a.graph.Size()) // by input or module: what it takes to make it other than at rest
	for node := range of {
		switch {
		case a.graph.Op(node) == circuit.Leaf:
			of[node] = f.add(oneLeaf, int32(a.graph.Number(node)), 0)
		case a.simple[node]:
			of[node] = a.simpleFamily(f, node, of)
		case a.at[node] > 0:
			var err error
			if of[node], err = a.modules[a.at[node]-1].family(ctx, f, of, limit); err != nil {
				return nil, err
			}
		}
	}
	f.root = of[a.root.Node()]
	return f, nil
}

// simpleFamily is what it takes to change a gate over independent arguments: with
// everything at rest, some of its arguments hold and some do not.
func (a *Analysis) simpleFamily(f *family, node int, of []int32) int32 {
	var holding, missing []int32
	for _, e := range a.graph.Args(node) {
		if a.rests[e.Node()] != e.Negated() {
			holding = append(holding, of[e.Node()])
		} else {
			missing = append(missing, of[e.Node()])
		}
	}
	switch a.graph.Op(node) {
	case circuit.Constant:
		return none
	case circuit.Odd:
		return f.balanced(f.union, none, append(holding, missing...))
	case circuit.AtLeast:
		needs := a.graph.Number(node)
		if len(holding) >= needs {
			return f.choose(len(holding)-needs+1, holding)
		}
		return f.choose(needs-len(holding), missing)
	}
	if len(missing) == 0 {
		return f.balanced(f.union, none, holding)
	}
	return f.balanced(f.product, unit, missing)
}

// family adds a module's minimal sets, its inputs replaced by their families.
func (m *module) family(ctx context.Context, f *family, of []int32, limit int) (int32, error) {
	if m.Functions == nil {
		return none, ErrBudget
	}
	table := bdd.NewFamilies(limit)
	table.Start(ctx)
	sets := m.least(table)
	if table.Err() != nil {
		return none, budget(table.Err())
	}
	image := make([]int32, sets+2)
	image[bdd.Unit] = unit
	for _, r := range table.Below(sets) {
		level, lo, hi := table.Node(r)
		image[r] = f.union(image[lo], f.product(of[m.inputs[level]], image[hi]))
	}
	return image[sets], nil
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
