package attacktree

import (
	"cmp"
	"slices"
)

// order is the order of the variables of a diagram: a leaf's level and back.
type order struct {
	level []uint32 // by leaf
	leaf  []int    // by level
}

func newOrder(leaves []int) order {
	o := order{level: make([]uint32, len(leaves)), leaf: leaves}
	for level, leaf := range leaves {
		o.level[leaf] = uint32(level)
	}
	return o
}

// byLevel rearranges values by leaf into values by level.
func byLevel[T any](o order, byLeaf []T) []T {
	values := make([]T, len(byLeaf))
	for level, leaf := range o.leaf {
		values[level] = byLeaf[leaf]
	}
	return values
}

// orders lists static orders worth trying, the most promising first. They are
// depth first, so that the leaves of a part stay together.
func (t *Tree) orders() []order {
	size := t.sizes()
	smallFirst := func(a, b Node) int { return cmp.Compare(size[a], size[b]) }
	orders := []order{t.depthFirst(smallFirst)}
	if t.isTree() {
		return orders // every depth-first order of a tree is as good
	}
	written := func(Node, Node) int { return 0 }
	sharedFirst := func(a, b Node) int {
		return cmp.Or(cmp.Compare(t.parents[b], t.parents[a]), cmp.Compare(size[a], size[b]))
	}
	return append(orders, t.depthFirst(written), t.depthFirst(sharedFirst))
}

// sizes counts the nodes below each node as if nothing were shared; a float
// because that may be exponential.
func (t *Tree) sizes() []float64 {
	size := make([]float64, len(t.operators))
	for at := range size {
		size[at] = 1
		for _, c := range t.of(Node(at)) {
			size[at] += size[c]
		}
	}
	return size
}

// depthFirst visits the leaves in the order of the walk; those that no root
// reaches come last.
func (t *Tree) depthFirst(by func(a, b Node) int) order {
	leaves := make([]int, 0, len(t.kinds))
	seen := make([]bool, len(t.operators))
	visit := func(from Node) {
		for stack := []Node{from}; len(stack) > 0; {
			at := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if seen[at] {
				continue
			}
			seen[at] = true
			if t.operators[at] == isLeaf {
				leaves = append(leaves, int(t.numbers[at]))
			}
			first := len(stack)
			stack = append(stack, t.of(at)...)
			slices.SortStableFunc(stack[first:], by)
			slices.Reverse(stack[first:])
		}
	}
	visit(t.root)
	for _, place := range t.places {
		visit(place)
	}
	return newOrder(leaves)
}

// luckFirst moves the luck leaves of an order to its top and keeps it otherwise.
func (t *Tree) luckFirst(o order) order {
	leaves := slices.Clone(o.leaf)
	slices.SortStableFunc(leaves, func(a, b int) int {
		return cmp.Compare(t.drawn(a), t.drawn(b))
	})
	return newOrder(leaves)
}

// drawn is when a leaf is drawn: luck before actions.
func (t *Tree) drawn(leaf int) int {
	if t.isAction(leaf) {
		return 1
	}
	return 0
}
