package attacktree

import (
	"cmp"
	"context"
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree/internal/bdd"
)

// compilation turns nodes of a tree into functions over one order of its leaves.
type compilation struct {
	*Tree
	order
	*bdd.Functions
	sorted  []Node    // the children array, each gate's children by their first level
	grafted []bool    // by node: a tree made in one go, without operations
	kept    []bool    // by node: wanted by the caller
	pending []int32   // by node: parents that still need its function
	images  []bdd.Ref // by node: its function while kept or pending
	roomy   int       // compact when the table grows beyond
}

// compile returns a table and, in it, the functions of the wanted nodes. It is
// linear for trees, exponential at worst, and bounded by limit.
func (t *Tree) compile(ctx context.Context, o order, limit int, wanted ...Node) (*bdd.Functions, []bdd.Ref, error) {
	n := len(t.operators)
	c := compilation{
		Tree: t, order: o, Functions: bdd.NewFunctions(limit), sorted: slices.Clone(t.children),
		grafted: make([]bool, n), kept: make([]bool, n), pending: make([]int32, n), images: make([]bdd.Ref, n),
		roomy: 1 << 12,
	}
	c.Start(ctx)
	c.findGrafts()
	c.findNeeds(wanted)
	for at := range c.images {
		c.make(Node(at))
		if c.Err() != nil {
			return nil, nil, budget(c.Err())
		}
	}
	images := make([]bdd.Ref, len(wanted))
	for i, at := range wanted {
		images[i] = c.images[at]
	}
	c.Compact(images)
	return c.Functions, images, nil
}

func (c *compilation) inOrder(at Node) []Node {
	end := c.ends[at]
	return c.sorted[int(end)-len(c.of(at)) : end]
}

// findGrafts finds the parts without sharing whose children's leaves lie one
// block after the other in the order.
func (c *compilation) findGrafts() {
	first, last := make([]uint32, len(c.operators)), make([]uint32, len(c.operators))
	for at := range c.grafted {
		children := c.inOrder(Node(at))
		c.grafted[at] = c.alone[at]
		if len(children) == 0 {
			first[at] = c.level[c.numbers[at]]
			last[at] = first[at]
			continue
		}
		slices.SortFunc(children, func(a, b Node) int { return cmp.Compare(first[a], first[b]) })
		first[at] = first[children[0]]
		for i, child := range children {
			c.grafted[at] = c.grafted[at] && c.grafted[child] && (i == 0 || last[at] < first[child])
			last[at] = max(last[at], last[child])
		}
	}
}

// findNeeds marks the wanted nodes and counts who needs the function of a node below.
func (c *compilation) findNeeds(wanted []Node) {
	for _, at := range wanted {
		c.kept[at] = true
	}
	for at := Node(len(c.operators) - 1); at >= 0; at-- {
		if c.needed(at) && !c.grafted[at] {
			for _, child := range c.of(at) {
				c.pending[child]++
			}
		}
	}
}

func (c *compilation) needed(at Node) bool { return c.kept[at] || c.pending[at] > 0 }

// make finds the function of a node, after those of its children.
func (c *compilation) make(at Node) {
	switch {
	case !c.needed(at):
		return
	case c.grafted[at]:
		c.images[at] = c.graft(at, bdd.False, bdd.True)
		return
	}
	children := c.of(at)
	functions := make([]bdd.Ref, len(children))
	for i, child := range children {
		functions[i] = c.images[child]
		c.pending[child]--
	}
	c.images[at] = c.combine(at, functions)
	if c.Size() > c.roomy {
		c.sweep()
	}
}

func (c *compilation) combine(at Node, functions []bdd.Ref) bdd.Ref {
	switch c.operators[at] {
	case isAny:
		return c.Any(functions)
	case isAtLeast:
		return c.AtLeast(c.needs(at), functions)
	}
	return c.All(functions)
}

// sweep forgets the functions that nobody needs any more.
func (c *compilation) sweep() {
	var nodes []Node
	var roots []bdd.Ref
	for at := range c.images {
		if c.needed(Node(at)) && c.images[at] > bdd.True {
			nodes, roots = append(nodes, Node(at)), append(roots, c.images[at])
		}
	}
	c.Compact(roots)
	for i, at := range nodes {
		c.images[at] = roots[i]
	}
	c.roomy = max(1<<12, 2*c.Size())
}

// graft is "if the node then yes else no" for a part without sharing, where both
// lie below all of its leaves: every node it makes is final.
func (c *compilation) graft(at Node, no, yes bdd.Ref) bdd.Ref {
	if c.Err() != nil || no == yes {
		return no
	}
	children := c.inOrder(at)
	switch c.operators[at] {
	case isLeaf:
		return c.Choose(c.level[c.numbers[at]], no, yes)
	case isAny:
		for _, child := range slices.Backward(children) {
			no = c.graft(child, no, yes)
		}
		return no
	case isAtLeast:
		return c.graftAtLeast(c.needs(at), children, no, yes)
	}
	for _, child := range slices.Backward(children) {
		yes = c.graft(child, no, yes)
	}
	return yes
}

func (c *compilation) graftAtLeast(k int, children []Node, no, yes bdd.Ref) bdd.Ref {
	reached := slices.Repeat([]bdd.Ref{no}, k+1) // by the number still needed
	reached[0] = yes
	for _, child := range slices.Backward(children) {
		for j := k; j > 0; j-- {
			reached[j] = c.graft(child, reached[j], reached[j-1])
		}
	}
	return reached[k]
}
