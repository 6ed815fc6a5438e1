package circuit

import (
	"math/rand/v2"
	"slices"
	"testing"
)

const leaves = 8

// grow makes a random circuit with every kind of gate, its gates often shared.
func grow(r *rand.Rand) (*Graph, Edge) {
	g := New(leaves)
	edges := []Edge{True}
	for leaf := range leaves {
		edges = append(edges, g.Var(leaf))
	}
	pick := func() Edge { return edges[r.IntN(len(edges))].when(r.IntN(3) == 0) }
	for range 3 + r.IntN(20) {
		var args []Edge
		for range 1 + r.IntN(4) {
			args = append(args, pick())
		}
		switch r.IntN(6) {
		case 0:
			edges = append(edges, g.OddOf(args))
		case 1:
			edges = append(edges, g.AtLeastOf(1+r.IntN(len(args)), args))
		case 2:
			edges = append(edges, g.Any(args))
		default:
			edges = append(edges, g.All(args))
		}
	}
	return g, edges[len(edges)-1].when(r.IntN(2) == 0)
}

// truth is the function of a root over all points.
func truth(g *Graph, root Edge) [1 << leaves]bool {
	var table [1 << leaves]bool
	for point := range table {
		table[point] = g.holds(root, point)
	}
	return table
}

func (g *Graph) holds(root Edge, point int) bool {
	world := make([]bool, leaves)
	for leaf := range world {
		world[leaf] = point>>leaf&1 != 0
	}
	return g.Values(world)[root.Node()] != root.Negated()
}

func TestRewritingKeepsTheFunction(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	smaller := 0
	for range 3000 {
		g, root := grow(r)
		want := truth(g, root)
		simple, to := Simplify(g, root)
		if truth(simple, to) != want {
			t.Fatal("simplifying changed the function")
		}
		if live(simple, to) < live(g, root) {
			smaller++
		}
		grouped, to := Group(simple, to)
		if truth(grouped, to) != want {
			t.Fatal("grouping changed the function")
		}
	}
	if smaller < 500 {
		t.Errorf("only %d circuits became smaller", smaller)
	}
}

func live(g *Graph, root Edge) int {
	n := 0
	for _, parents := range g.parents(root) {
		if parents > 0 {
			n++
		}
	}
	return n
}

// What a conjunction demands need not be said again inside its other arguments.
func TestDemandsAreTakenForGranted(t *testing.T) {
	g := New(leaves)
	x, y, z := g.Var(0), g.Var(1), g.Var(2)
	shared := g.All([]Edge{y, z})
	root := g.All([]Edge{x, shared, g.Any([]Edge{g.All([]Edge{x, g.Var(3)}), g.All([]Edge{shared.Not(), g.Var(4)}), g.All([]Edge{y, g.Var(5)})})})
	to, edge := Simplify(g, root)
	if n := live(to, edge); n != 7 {
		t.Errorf("%d nodes; x, y, z and (3 or 5) are 7", n)
	}
}

// A module shares nothing with the rest, and is found whatever its place.
func TestModulesShareNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	found := 0
	for range 2000 {
		g, root := Simplify(grow(r))
		g, root = Group(g, root)
		simple, others := g.Modules(root)
		isModule := slices.Clone(simple)
		for _, m := range others {
			isModule[m.Node] = true
		}
		for node, is := range isModule {
			if want := node == root.Node() || shareless(g, root, node); is != want {
				t.Fatalf("node %d: module %v, want %v", node, is, want)
			}
			if is && node != root.Node() {
				found++
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d modules in all circuits", found)
	}
}

// shareless tells a module by definition: a gate, all of whose strict descendants
// are reached from the root only through it.
func shareless(g *Graph, root Edge, node int) bool {
	if g.ops[node] <= Leaf || g.parents(root)[node] == 0 {
		return false
	}
	around, below := make([]bool, g.Size()), make([]bool, g.Size())
	around[root.Node()], below[node] = true, true
	for at := g.Size() - 1; at > 0; at-- {
		for _, e := range g.Args(at) {
			around[e.Node()] = around[e.Node()] || around[at] && at != node
			below[e.Node()] = below[e.Node()] || below[at]
		}
	}
	for at := range around {
		if at != node && around[at] && below[at] {
			return false
		}
	}
	return true
}

func TestWhatGroupsTogether(t *testing.T) {
	g := New(leaves)
	v := func(leaf int) Edge { return g.Var(leaf) }
	a := g.Any([]Edge{v(0), v(1)})
	b := g.Any([]Edge{v(1), v(2)})
	c := g.Any([]Edge{v(3), v(4)})
	d := g.Any([]Edge{v(4), v(5)})
	to, root := Group(g, g.All([]Edge{a, b, c, d}))
	if args := to.Args(root.Node()); len(args) != 2 {
		t.Errorf("%d groups of arguments, want 2", len(args))
	}
}
