package circuit

import (
	"cmp"
	"slices"
)

// Module is a gate below which nothing is shared with the rest of the circuit:
// towards its parents it behaves like a leaf. Its inputs are leaves and smaller modules.
type Module struct {
	Node   int
	Inner  []int // gates between it and its inputs, children first; itself last
	Inputs []int // nodes: leaves and modules, ascending
}

// times are those of a depth-first walk (Y. Dutuit, A. Rauzy, A linear-time
// algorithm to find modules of fault trees, 1996): when a node is met first and
// last, when a gate is left, and the earliest and latest of all nodes below it.
type times struct {
	first, last, left, earliest, latest []int32
}

func (g *Graph) walk(root int) times {
	n := g.Size()
	t := times{make([]int32, n), make([]int32, n), make([]int32, n), make([]int32, n), make([]int32, n)}
	type frame struct{ node, next int }
	clock := int32(0)
	stack := []frame{}
	meet := func(node int) {
		clock++
		if t.last[node] = clock; t.first[node] == 0 {
			t.first[node] = clock
			stack = append(stack, frame{node, 0})
		}
	}
	for meet(root); len(stack) > 0; {
		top := &stack[len(stack)-1]
		if args := g.Args(top.node); top.next < len(args) {
			top.next++
			meet(args[top.next-1].Node())
			continue
		}
		clock++
		t.left[top.node] = clock
		stack = stack[:len(stack)-1]
	}
	for node := range n {
		if t.first[node] > 0 {
			g.extend(&t, node)
		}
	}
	return t
}

// extend finds the earliest and latest time of the nodes below one.
func (g *Graph) extend(t *times, node int) {
	t.earliest[node], t.latest[node] = t.first[node], t.last[node]
	for _, e := range g.Args(node) {
		t.earliest[node] = min(t.earliest[node], t.earliest[e.Node()])
		t.latest[node] = max(t.latest[node], t.latest[e.Node()])
	}
}

// within reports whether everything below a node is met only while a gate is open.
func (t *times) within(node, gate int) bool {
	return t.earliest[node] > t.first[gate] && t.latest[node] < t.left[gate]
}

// Group makes modules of arguments of conjunctions and parities that share
// something with each other and nothing with the other arguments.
func Group(g *Graph, root Edge) (*Graph, Edge) {
	t := g.walk(root.Node())
	to := New(len(g.leaves))
	image := make([]Edge, g.Size())
	for node := range g.ops {
		if t.first[node] == 0 && node > 0 {
			continue
		}
		image[node] = g.grouped(node, &t, to, image)
	}
	return to, image[root.Node()].when(root.Negated())
}

func (g *Graph) grouped(node int, t *times, to *Graph, image []Edge) Edge {
	args := make([]Edge, 0, len(g.Args(node)))
	switch g.ops[node] {
	case Constant:
		return True
	case Leaf:
		return to.Var(g.Number(node))
	case AtLeast:
		return to.AtLeastOf(g.Number(node), translate(args, g.Args(node), image))
	case Odd:
		for _, group := range g.groups(node, t) {
			args = append(args, to.OddOf(translate(nil, group, image)))
		}
		return to.OddOf(args)
	}
	for _, group := range g.groups(node, t) {
		args = append(args, to.All(translate(nil, group, image)))
	}
	return to.All(args)
}

func translate(to, args, image []Edge) []Edge {
	for _, e := range args {
		to = append(to, image[e.Node()].when(e.Negated()))
	}
	return to
}

// groups splits the arguments of a gate into those that share something.
// Arguments that share with the world outside stay alone.
func (g *Graph) groups(node int, t *times) [][]Edge {
	args := slices.Clone(g.Args(node))
	slices.SortStableFunc(args, func(a, b Edge) int { return cmp.Compare(t.earliest[a.Node()], t.earliest[b.Node()]) })
	var groups [][]Edge
	open, until := 0, int32(-1) // the group that is being made, and its latest time
	for _, e := range args {
		switch {
		case !t.within(e.Node(), node):
			groups = append(groups, []Edge{e})
			continue
		case until > t.earliest[e.Node()]:
			groups[open] = append(groups[open], e)
		default:
			open = len(groups)
			groups = append(groups, []Edge{e})
		}
		until = max(until, t.latest[e.Node()])
	}
	return groups
}

// Modules finds the modules below the root, which itself is one, also when it is a
// leaf. Most are simple: their arguments are inputs, each different, and need no
// diagram. The others are listed, inner ones first. It is linear.
func (g *Graph) Modules(root Edge) (simple []bool, others []Module) {
	t := g.walk(root.Node())
	f := finder{Graph: g, isModule: make([]bool, g.Size()), seen: make([]int32, g.Size())}
	for node, op := range g.ops {
		f.isModule[node] = op > Leaf && t.first[node] > 0
		for _, e := range g.Args(node) {
			f.isModule[node] = f.isModule[node] && t.within(e.Node(), node)
		}
	}
	f.isModule[root.Node()] = true
	simple = make([]bool, g.Size())
	for node, is := range f.isModule {
		if !is {
			continue
		}
		if simple[node] = f.isSimple(node); !simple[node] {
			others = append(others, f.module(node, int32(len(others)+1)))
		}
	}
	return simple, others
}

type finder struct {
	*Graph
	isModule []bool
	seen     []int32 // by node: the last module that met it
}

// isInput reports whether a node is a leaf or a module.
func (f *finder) isInput(node int) bool { return f.ops[node] == Leaf || f.isModule[node] }

// isSimple reports whether a module's arguments are different inputs. Arguments
// are sorted.
func (f *finder) isSimple(node int) bool {
	before := -1
	for _, e := range f.Args(node) {
		if e.Node() == before || !f.isInput(e.Node()) {
			return false
		}
		before = e.Node()
	}
	return true
}

// module collects what belongs to one module.
func (f *finder) module(node int, number int32) Module {
	m := Module{Node: node}
	for stack := []int{node}; len(stack) > 0; {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		m.Inner = append(m.Inner, at)
		for _, e := range f.Args(at) {
			child := e.Node()
			switch {
			case f.seen[child] == number:
			case f.isInput(child):
				m.Inputs = append(m.Inputs, child)
			default:
				stack = append(stack, child)
			}
			f.seen[child] = number
		}
	}
	slices.Sort(m.Inner)
	slices.Sort(m.Inputs)
	return m
}
