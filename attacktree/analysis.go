package attacktree

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/stormtree-dev/stormtree/attacktree/internal/bdd"
	"github.com/stormtree-dev/stormtree/attacktree/internal/circuit"
)

// Analysis is a tree taken apart for questions about itself: how likely, by which
// minimal sets, what matters most, what to defend. Unlike a Diagram it knows no
// actors, no luck that several share and no order in time, but negations,
// constants and defences, and far larger trees.
type Analysis struct {
	tree    *Tree
	graph   *circuit.Graph
	root    circuit.Edge
	simple  []bool   // by node of the graph: a module that needs no diagram
	at      []int32  // by node of the graph: its place among modules plus one
	modules []module // inner ones first
	rests   []bool   // by node of the graph: what it is when no leaf happens
	wide    bool     // some threshold is too wide for an exact answer
	limit   int
	most    int // leaves of a minimal set; 0 is any number

	once    sync.Mutex
	known   *family // the minimal sets; nil until they are needed
	setless error   // why there are none
}

// Analyse simplifies a tree, finds its modules (parts that share nothing with the
// rest) and builds a decision diagram of each that needs one, in the best of
// several orders. It is linear for trees and exponential at worst: a diagram that
// would need more than Options.MaxNodes is left out; then ErrBudget is returned
// together with an Analysis that still can Bound.
func Analyse(ctx context.Context, t *Tree, o Options) (*Analysis, error) {
	if o.MaxNodes <= 0 {
		o.MaxNodes = DefaultMaxNodes
	}
	return promptly(ctx, func() (*Analysis, error) { return analyse(ctx, t, o) })
}

func analyse(ctx context.Context, t *Tree, o Options) (*Analysis, error) {
	a := &Analysis{tree: t, limit: o.MaxNodes, most: o.MaxOrder}
	a.graph, a.root = t.circuit()
	if !t.isTree() { // else every gate is a module already
		a.graph, a.root = circuit.Group(circuit.Simplify(a.graph, a.root))
	}
	a.rests = a.graph.Values(make([]bool, len(t.kinds)))
	var others []circuit.Module
	a.simple, others = a.graph.Modules(a.root)
	a.at = make([]int32, a.graph.Size())
	var over error
	for node, simple := range a.simple {
		if simple && a.tooWide(node) {
			a.wide = true
			over = fmt.Errorf("%d of %d is too wide: %w", a.graph.Number(node), len(a.graph.Args(node)), ErrBudget)
		}
	}
	for _, m := range others {
		d, err := a.diagram(ctx, m, a.limit)
		if errors.Is(err, ErrBudget) {
			over = fmt.Errorf("%d nodes do not suffice: %w", a.limit, ErrBudget)
		} else if err != nil {
			return nil, err
		}
		a.modules = append(a.modules, d)
		a.at[m.Node] = int32(len(a.modules))
	}
	return a, over
}

// tooWide reports whether the table of a threshold alone would take more than a
// diagram may.
func (a *Analysis) tooWide(node int) bool {
	return a.graph.Op(node) == circuit.AtLeast && a.graph.Number(node)*len(a.graph.Args(node)) > perThreshold*a.limit
}

// perThreshold is how many steps of a threshold's table count as one node.
const perThreshold = 16

// circuit says the tree in conjunctions, thresholds, parities and signs.
func (t *Tree) circuit() (*circuit.Graph, circuit.Edge) {
	g := circuit.New(len(t.kinds))
	image := make([]circuit.Edge, t.root+1)
	var args []circuit.Edge
	for at := range image {
		if !t.reached[at] {
			continue
		}
		args = args[:0]
		for _, child := range t.of(Node(at)) {
			args = append(args, image[child])
		}
		image[at] = t.gate(g, Node(at), args)
	}
	return g, image[t.root]
}

func (t *Tree) gate(g *circuit.Graph, at Node, args []circuit.Edge) circuit.Edge {
	switch t.operators[at] {
	case isLeaf:
		return g.Var(int(t.numbers[at]))
	case isConstant:
		return circuit.False - circuit.Edge(t.numbers[at])
	case isNot:
		return args[0].Not()
	case isOdd:
		return g.OddOf(args)
	case isAny:
		return g.Any(args)
	case isAtLeast:
		return g.AtLeastOf(int(t.numbers[at]), args)
	}
	return g.All(args)
}

// chances is the probability that something holds, and that it does not: to
// subtract from one would lose the digits of small numbers.
type chances struct{ yes, no float64 }

func (c chances) signed(negated bool) chances {
	if negated {
		return chances{c.no, c.yes}
	}
	return c
}

// evaluate gives the chances of every input and module, by node of the graph.
func (a *Analysis) evaluate(p []float64) []chances {
	values := make([]chances, a.graph.Size())
	var parts []chances // of one gate, one after the other
	for node := range values {
		switch {
		case node == 0:
			values[node] = chances{1, 0}
		case a.graph.Op(node) == circuit.Leaf:
			q := p[a.graph.Number(node)]
			values[node] = chances{q, 1 - q}
		case a.simple[node]:
			parts = a.parts(node, values, parts[:0])
			values[node] = a.independent(node, parts)
		case a.at[node] > 0:
			values[node] = a.modules[a.at[node]-1].chance(values)
		}
	}
	return values
}

// parts appends the chances of a gate's arguments.
func (a *Analysis) parts(node int, values, parts []chances) []chances {
	for _, e := range a.graph.Args(node) {
		parts = append(parts, values[e.Node()].signed(e.Negated()))
	}
	return parts
}

// independent are the chances of a gate whose arguments share nothing.
func (a *Analysis) independent(node int, parts []chances) chances {
	switch a.graph.Op(node) {
	case circuit.And:
		return conjunction(parts)
	case circuit.Odd:
		return parity(parts)
	}
	return thresholdOf(a.graph.Number(node), parts)
}

func conjunction(parts []chances) chances {
	c := chances{1, 0}
	for _, v := range parts {
		c.no += c.yes * v.no
		c.yes *= v.yes
	}
	return c
}

func parity(parts []chances) chances {
	c := chances{0, 1}
	for _, v := range parts {
		c = chances{c.yes*v.no + c.no*v.yes, c.yes*v.yes + c.no*v.no}
	}
	return c
}

func thresholdOf(k int, parts []chances) chances {
	exactly := make([]float64, k) // that so many hold, below k
	exactly[0] = 1
	c := chances{0, 0}
	for _, v := range parts {
		c.yes += exactly[k-1] * v.yes
		for j := k - 1; j > 0; j-- {
			exactly[j] = exactly[j]*v.no + exactly[j-1]*v.yes
		}
		exactly[0] *= v.no
	}
	for _, p := range exactly {
		c.no += p
	}
	return c
}

// Probability is the chance that the root is reached when every leaf happens
// with its probability, independently: p is by leaf, also of defences. It is
// linear in the diagrams.
func (a *Analysis) Probability(p []float64) (float64, error) {
	if err := a.tree.checkChances(p); err != nil {
		return 0, err
	}
	if !a.exact() {
		return 0, ErrBudget
	}
	return a.evaluate(p)[a.root.Node()].signed(a.root.Negated()).yes, nil
}

// exact reports whether everything was within budget.
func (a *Analysis) exact() bool {
	for _, m := range a.modules {
		if m.Functions == nil {
			return false
		}
	}
	return !a.wide
}

// Nodes is how many nodes the diagrams have together.
func (a *Analysis) Nodes() int {
	nodes := 0
	for _, m := range a.modules {
		if m.Functions != nil {
			nodes += m.Size()
		}
	}
	return nodes
}

// Order names the order of the leaves in the largest diagram: "weight",
// "gates-first", "shared-first" or "as-written"; "" where no diagram was needed.
func (a *Analysis) Order() string {
	largest, name := 0, ""
	for _, m := range a.modules {
		if m.Functions != nil && m.Size() > largest {
			largest, name = m.Size(), m.order
		}
	}
	return name
}

// module is one module's function over its inputs.
type module struct {
	*bdd.Functions // nil when it was over budget
	root           bdd.Ref
	parts          circuit.Module
	inputs         []int  // nodes of the graph, by level
	turned         []bool // by level: the variable is the input's negation, which rests at false
	order          string // the name of the order of its inputs
	rising         bool   //  the function, taken so that it rests at false, rises with all its variables
	rests          bool   // its value when no input differs from rest
}

// chance is the module's, from the chances of its inputs.
func (m *module) chance(values []chances) chances {
	of := make([]chances, m.root.Index()+2)
	of[bdd.False], of[bdd.True] = chances{0, 1}, chances{1, 0}
	for _, r := range m.Below(m.root) {
		level, lo, hi := m.Node(r)
		x := values[m.inputs[level]].signed(m.turned[level])
		of[r] = mix(x, of[lo.Index()].signed(lo.Negated()), of[hi])
	}
	return of[m.root.Index()].signed(m.root.Negated())
}
