package attacktree

import (
	"github.com/stormtree-dev/stormtree/attacktree/internal/bdd"
	"github.com/stormtree-dev/stormtree/attacktree/internal/circuit"
)

// program is how the root's probability follows from those of the leaves: steps
// without branches, for many samples at once or for derivatives. The chance that
// something does not hold has rows of its own, but only where it is needed: to
// subtract from one would lose the digits of small numbers.
type program struct {
	steps  []step
	result int32 // the row of the root
}

// step makes one row from earlier ones: a + w(b-a), or av + bw where v is a row.
// Every other step that is needed is a case of these: ab is 0 + a(b-0). Of a leaf,
// a is its number's complement and nothing else counts.
type step struct{ a, b, w, v int32 }

// Rows 0 and 1 are constants; step i makes row i+2.
const (
	zeroRow int32 = 0
	oneRow  int32 = 1
	noRow   int32 = -1
)

func (s step) isLeaf() bool { return s.a < 0 }

func (s step) leaf() int { return int(^s.a) }

// program writes the steps of an exact Analysis. There are at most two for each
// node of its diagrams and argument of its gates, and for a threshold of k of n
// arguments k(n-k+1).
func (a *Analysis) program() *program {
	w := &programmer{Analysis: a, needed: make([]bool, 2*a.graph.Size()), rows: make([]int32, 2*a.graph.Size())}
	w.need(a.root)
	for node := len(w.needed)/2 - 1; node > 0; node-- {
		w.look(node)
	}
	w.rows[circuit.True], w.rows[circuit.False] = oneRow, zeroRow
	for node := 1; node < len(w.rows)/2; node++ {
		w.write(node)
	}
	w.result = w.rows[a.root]
	return &w.program
}

// programmer writes a program. Its slices are by edge of the graph: something
// holds, or does not.
type programmer struct {
	*Analysis
	program
	needed []bool
	rows   []int32
}

func (w *programmer) need(e circuit.Edge) { w.needed[e] = true }

func (w *programmer) needBoth(node int) { w.needed[2*node], w.needed[2*node+1] = true, true }

// look marks what a needed node needs.
func (w *programmer) look(node int) {
	for _, e := range []circuit.Edge{circuit.Edge(2 * node), circuit.Edge(2*node + 1)} {
		switch {
		case !w.needed[e]:
		case w.graph.Op(node) == circuit.Leaf:
			w.need(e &^ 1) // the other follows from it
		case w.simple[node] && w.graph.Op(node) == circuit.Odd:
			for _, arg := range w.graph.Args(node) {
				w.needBoth(arg.Node())
			}
		case w.simple[node]:
			for _, arg := range w.graph.Args(node) {
				w.need(arg ^ e&1)
			}
		default:
			w.lookInside(&w.modules[w.at[node]-1], e)
		}
	}
}

// lookInside marks inputs of a module. A rising function needs them as it is needed itself.
func (w *programmer) lookInside(m *module, e circuit.Edge) {
	for level, input := range m.inputs {
		if !m.rising {
			w.needBoth(input)
			continue
		}
		w.need(m.variable(level) ^ e&1 ^ circuit.Edge(sign(m.root.Negated())))
	}
}

// variable is the edge that the diagram of a module knows as the variable of a level.
func (m *module) variable(level int) circuit.Edge {
	return circuit.Edge(2*m.inputs[level] + sign(m.turned[level]))
}

func (w *programmer) write(node int) {
	yes, no := circuit.Edge(2*node), circuit.Edge(2*node+1)
	switch {
	case !w.needed[yes] && !w.needed[no]:
	case w.graph.Op(node) == circuit.Leaf:
		w.rows[yes] = w.add(step{a: ^int32(w.graph.Number(node))})
		if w.needed[no] {
			w.rows[no] = w.between(oneRow, zeroRow, w.rows[yes])
		}
	case w.at[node] > 0:
		w.writeModule(&w.modules[w.at[node]-1], node)
	case w.graph.Op(node) == circuit.Odd:
		w.writeParity(node)
	default:
		w.writeThreshold(yes)
		w.writeThreshold(no)
	}
}

func (w *programmer) add(s step) int32 {
	w.steps = append(w.steps, s)
	return int32(len(w.steps) + 1)
}

// between is a where w is 0, and b where it is 1.
func (w *programmer) between(a, b, share int32) int32 {
	switch {
	case a == b:
		return a
	case a == zeroRow && b == oneRow:
		return share
	}
	return w.add(step{a, b, share, noRow})
}

// mixed is between whose parts are certainly added, and v what w leaves of 1.
func (w *programmer) mixed(a, b, share, v int32) int32 {
	switch {
	case a == b:
		return a
	case a == zeroRow:
		return w.between(a, b, share)
	case b == zeroRow:
		return w.between(b, a, v)
	}
	return w.add(step{a, b, share, v})
}

// writeParity adds one argument after the other.
func (w *programmer) writeParity(node int) {
	even, odd := oneRow, zeroRow
	for _, e := range w.graph.Args(node) {
		holds, not := w.rows[e], w.rows[e.Not()]
		even, odd = w.mixed(even, odd, holds, not), w.mixed(odd, even, holds, not)
	}
	w.rows[2*node], w.rows[2*node+1] = odd, even
}

// writeThreshold makes "at least k" of so many arguments for growing k, as far as
// it still counts. A conjunction is that of all of them; at least k do not fail
// where fewer than n-k+1 do.
func (w *programmer) writeThreshold(e circuit.Edge) {
	if !w.needed[e] {
		return
	}
	args := w.graph.Args(e.Node())
	k := len(args)
	if w.graph.Op(e.Node()) == circuit.AtLeast {
		k = w.graph.Number(e.Node())
	}
	if e.Negated() {
		k = len(args) - k + 1
	}
	reached := make([]int32, k+1) // by k
	reached[0] = oneRow
	for i, arg := range args {
		for j := min(k, i+1); j >= max(1, k-(len(args)-1-i)); j-- {
			reached[j] = w.between(reached[j], reached[j-1], w.rows[arg^e&1])
		}
	}
	w.rows[e] = reached[k]
}

// writeModule makes what is needed of a module's diagram: of each node that it
// holds, that it does not, or both.
func (w *programmer) writeModule(m *module, node int) {
	root := circuit.Edge(2*m.root.Index()) ^ circuit.Edge(sign(m.root.Negated()))
	below := m.Below(m.root)
	rows := make([]int32, 2*m.root.Index()+4) // by node and sign
	const wanted = -1
	rows[root], rows[root^1] = -int32(sign(w.needed[2*node])), -int32(sign(w.needed[2*node+1]))
	for i := len(below) - 1; i >= 0; i-- {
		_, lo, hi := m.Node(below[i])
		for side := range bdd.Ref(2) {
			if rows[2*below[i]+side] == wanted {
				rows[place(lo)^side], rows[place(hi)^side] = wanted, wanted
			}
		}
	}
	rows[2*bdd.True], rows[2*bdd.True+1] = oneRow, zeroRow
	rows[2*bdd.False], rows[2*bdd.False+1] = zeroRow, oneRow
	for _, r := range below {
		level, lo, hi := m.Node(r)
		for side := range bdd.Ref(2) {
			if rows[2*r+side] == wanted {
				rows[2*r+side] = w.choice(m, int(level), rows[place(lo)^side], rows[place(hi)^side], side == 1)
			}
		}
	}
	w.rows[2*node], w.rows[2*node+1] = rows[root], rows[root^1]
}

// place is two times the number of a node, plus one where it is negated.
func place(r bdd.Ref) bdd.Ref {
	if r.Negated() {
		return 2*r.Index() + 1
	}
	return 2 * r
}

// choice is a node's row from its children's. A rising function never subtracts
// more than it has: the larger of the children stands second.
func (w *programmer) choice(m *module, level int, lo, hi int32, falls bool) int32 {
	x := m.variable(level)
	switch {
	case !m.rising:
		return w.mixed(lo, hi, w.rows[x], w.rows[x.Not()])
	case falls:
		return w.between(hi, lo, w.rows[x.Not()])
	}
	return w.between(lo, hi, w.rows[x])
}

// values are all rows, for the probabilities of the leaves.
func (g *program) values(p []float64) []float64 {
	values := make([]float64, len(g.steps)+2)
	values[oneRow] = 1
	for i, s := range g.steps {
		switch {
		case s.isLeaf():
			values[i+2] = p[s.leaf()]
		case s.v == noRow:
			values[i+2] = values[s.a] + values[s.w]*(values[s.b]-values[s.a])
		default:
			values[i+2] = values[s.a]*values[s.v] + values[s.b]*values[s.w]
		}
	}
	return values
}

// slopes are the derivatives of the root by leaf, so many of them (the chain rule
// backwards: S. Linnainmaa, Taylor expansion of the accumulated rounding error, 1976).
func (g *program) slopes(values []float64, leaves int) []float64 {
	of := make([]float64, leaves)
	slope := make([]float64, len(values))
	slope[g.result] = 1
	for i := len(g.steps) - 1; i >= 0; i-- {
		s, d := g.steps[i], slope[i+2]
		switch {
		case d == 0:
		case s.isLeaf():
			of[s.leaf()] += d
		case s.v == noRow:
			slope[s.a] += d * (1 - values[s.w])
			slope[s.b] += d * values[s.w]
			slope[s.w] += d * (values[s.b] - values[s.a])
		default:
			slope[s.a] += d * values[s.v]
			slope[s.b] += d * values[s.w]
			slope[s.v] += d * values[s.a]
			slope[s.w] += d * values[s.b]
		}
	}
	return of
}
