// Package circuit keeps a Boolean function as a directed acyclic graph of gates
// with signed edges, and makes it smaller before a decision diagram is built of
// it: constants go, equal gates become one, gates are joined with their parents,
// parts that share nothing with the rest are found.
//
// There are only conjunctions, thresholds and parities: a disjunction is a negated
// conjunction of negations. Children have lower numbers than their parents, so
// that every pass is a loop.
package circuit

import "slices"

// Edge leads to a node, with a sign: the node's number times two, plus one for
// its negation.
type Edge int32

// The constants are both signs of node 0.
const (
	True  Edge = 0
	False Edge = 1
)

// Node is the number of the node that an edge leads to.
func (e Edge) Node() int { return int(e >> 1) }

// Negated reports whether the edge negates.
func (e Edge) Negated() bool { return e&1 != 0 }

// Not is the negation.
func (e Edge) Not() Edge { return e ^ 1 }

// when negates the edge if the condition holds.
func (e Edge) when(condition bool) Edge {
	if condition {
		return e ^ 1
	}
	return e
}

// Op is what a node is.
type Op uint8

// The kinds of node. Node 0 is Constant; no other is.
const (
	Constant Op = iota
	Leaf
	And
	AtLeast
	Odd
)

// Graph is the nodes of a circuit, hash-consed: no two gates are equal.
type Graph struct {
	ops     []Op
	numbers []int32 // of a leaf its number, of a threshold how many it needs
	ends    []int32 // where a node's arguments end; they begin where its predecessor's end
	args    []Edge
	leaves  []Edge // by leaf number, False until it is used
	known   table
}

// New is an empty graph for so many leaves.
func New(leaves int) *Graph {
	g := &Graph{leaves: slices.Repeat([]Edge{False}, leaves)}
	g.push(Constant, 0, nil)
	return g
}

// Size is the number of nodes, the constant included.
func (g *Graph) Size() int { return len(g.ops) }

// Op is what a node is.
func (g *Graph) Op(node int) Op { return g.ops[node] }

// Number is a leaf's number, or how many arguments a threshold needs.
func (g *Graph) Number(node int) int { return int(g.numbers[node]) }

// Args are the arguments of a node, sorted. The slice is only lent.
func (g *Graph) Args(node int) []Edge {
	if node == 0 {
		return nil
	}
	return g.args[g.ends[node-1]:g.ends[node]]
}

func (g *Graph) push(op Op, number int, args []Edge) int {
	g.ops = append(g.ops, op)
	g.numbers = append(g.numbers, int32(number))
	g.args = append(g.args, args...)
	g.ends = append(g.ends, int32(len(g.args)))
	return len(g.ops) - 1
}

// Var is the edge to a leaf.
func (g *Graph) Var(leaf int) Edge {
	if g.leaves[leaf] == False {
		g.leaves[leaf] = Edge(g.push(Leaf, leaf, nil)) << 1
	}
	return g.leaves[leaf]
}

// All is the conjunction. It takes the arguments over.
func (g *Graph) All(args []Edge) Edge {
	slices.Sort(args)
	kept := args[:0]
	for _, e := range args {
		switch {
		case e == True || len(kept) > 0 && kept[len(kept)-1] == e:
		case e == False || len(kept) > 0 && kept[len(kept)-1] == e.Not():
			return False
		default:
			kept = append(kept, e)
		}
	}
	switch len(kept) {
	case 0:
		return True
	case 1:
		return kept[0]
	}
	return g.gate(And, 0, kept)
}

// Any is the disjunction. It takes the arguments over.
func (g *Graph) Any(args []Edge) Edge {
	for i := range args {
		args[i] = args[i].Not()
	}
	return g.All(args).Not()
}

// OddOf holds where an odd number of the arguments do. It takes them over.
func (g *Graph) OddOf(args []Edge) Edge {
	flipped := false
	for i, e := range args {
		flipped = flipped != (e.Negated() != (e.Node() == 0)) // node 0 itself is true
		args[i] = e &^ 1
	}
	slices.Sort(args)
	kept := args[:0]
	for _, e := range args {
		switch {
		case e.Node() == 0:
		case len(kept) > 0 && kept[len(kept)-1] == e:
			kept = kept[:len(kept)-1]
		default:
			kept = append(kept, e)
		}
	}
	switch len(kept) {
	case 0:
		return False.when(flipped)
	case 1:
		return kept[0].when(flipped)
	}
	return g.gate(Odd, 0, kept).when(flipped)
}

// AtLeastOf holds where k of the arguments do. It takes them over. An argument
// that comes twice counts twice.
func (g *Graph) AtLeastOf(k int, args []Edge) Edge {
	kept := args[:0]
	for _, e := range args {
		switch e {
		case True:
			k--
		case False:
		default:
			kept = append(kept, e)
		}
	}
	switch {
	case k <= 0:
		return True
	case k > len(kept):
		return False
	case k == 1:
		return g.Any(kept)
	case k == len(kept):
		return g.All(kept)
	}
	slices.Sort(kept)
	return g.gate(AtLeast, k, kept)
}

// gate is the one node with these parts.
func (g *Graph) gate(op Op, number int, args []Edge) Edge {
	slot, found := g.known.find(g, op, number, args)
	if found == 0 {
		found = int32(g.push(op, number, args))
		g.known.put(slot, found)
	}
	return Edge(found) << 1
}

// table finds gates by their parts: open addressing, 0 is an empty slot.
type table struct {
	slots []int32
	used  int
}

func (t *table) find(g *Graph, op Op, number int, args []Edge) (slot int, node int32) {
	if 2*t.used >= len(t.slots) {
		t.grow(g)
	}
	mask := len(t.slots) - 1
	for slot = hash(op, number, args) & mask; ; slot = (slot + 1) & mask {
		node = t.slots[slot]
		if node == 0 || g.ops[node] == op && int(g.numbers[node]) == number && slices.Equal(g.Args(int(node)), args) {
			return slot, node
		}
	}
}

func (t *table) put(slot int, node int32) {
	t.slots[slot] = node
	t.used++
}

func (t *table) grow(g *Graph) {
	old := t.slots
	t.slots = make([]int32, max(64, 2*len(old)))
	mask := len(t.slots) - 1
	for _, node := range old {
		if node == 0 {
			continue
		}
		slot := hash(g.ops[node], int(g.numbers[node]), g.Args(int(node))) & mask
		for t.slots[slot] != 0 {
			slot = (slot + 1) & mask
		}
		t.slots[slot] = node
	}
}

func hash(op Op, number int, args []Edge) int {
	x := uint64(op)*0x9e3779b97f4a7c15 ^ uint64(number)
	for _, e := range args {
		x = (x ^ uint64(e)) * 0xd6e8feb86659fd93
		x ^= x >> 32
	}
	return int(x >> 1)
}

// Values gives what each node is for given leaves. It is linear.
func (g *Graph) Values(leaves []bool) []bool {
	values := make([]bool, g.Size())
	for node, op := range g.ops {
		switch op {
		case Constant:
			values[node] = true
		case Leaf:
			values[node] = leaves[g.numbers[node]]
		default:
			values[node] = g.value(node, values)
		}
	}
	return values
}

func (g *Graph) value(node int, values []bool) bool {
	args := g.Args(node)
	holding := 0
	for _, e := range args {
		if values[e.Node()] != e.Negated() {
			holding++
		}
	}
	switch g.ops[node] {
	case Odd:
		return holding%2 == 1
	case AtLeast:
		return holding >= int(g.numbers[node])
	}
	return holding == len(args)
}
