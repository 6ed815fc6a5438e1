package attacktree

import (
	"cmp"
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree/internal/circuit"
)

// priority is an order of a module's inputs.
type priority struct {
	name   string
	inputs []int
}

// priorities lists orders of a module's inputs worth trying. None is the best
// everywhere: docs/method.md tells what each gains.
func (a *Analysis) priorities(m circuit.Module, rising bool) []priority {
	w := a.walk(m)
	gatesFirst := func(x, y int) int { return cmp.Compare(min(1, w.height[y]), min(1, w.height[x])) }
	highest := func(x, y int) int { return cmp.Compare(w.height[y], w.height[x]) }
	mostShared := func(x, y int) int { return cmp.Compare(w.parents[y], w.parents[x]) }
	orders := []priority{
		{"weight", w.byWeight()},
		{"gates-first", w.depthFirst(gatesFirst, mostShared)},
		{"shared-first", w.depthFirst(mostShared, highest)},
		{"as-written", w.depthFirst()},
	}
	if !rising {
		orders[0], orders[1] = orders[1], orders[0] // the sets grow less
	}
	return orders
}

// walk is what orders are made from.
type walk struct {
	graph   *circuit.Graph
	module  circuit.Module
	edges   int
	parents []int32 // by node: edges from the module's gates
	height  []int32 // by node: 0 for inputs
}

func (a *Analysis) walk(m circuit.Module) *walk {
	n := m.Node + 1
	w := &walk{graph: a.graph, module: m, parents: make([]int32, n), height: make([]int32, n)}
	for _, node := range m.Inner {
		for _, e := range w.graph.Args(node) {
			w.edges++
			w.parents[e.Node()]++
			w.height[node] = max(w.height[node], w.height[e.Node()]+1)
		}
	}
	return w
}

// depthFirst visits the arguments of each gate in the order of the comparisons,
// the first of them first; without any, as the circuit has them.
func (w *walk) depthFirst(by ...func(x, y int) int) []int {
	inputs := make([]int, 0, len(w.module.Inputs))
	seen := make([]bool, w.module.Node+1)
	compare := func(x, y int) int {
		for _, c := range by {
			if order := c(x, y); order != 0 {
				return order
			}
		}
		return 0
	}
	for stack := []int{w.module.Node}; len(stack) > 0; {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[at] {
			continue
		}
		seen[at] = true
		if w.height[at] == 0 {
			inputs = append(inputs, at)
			continue
		}
		first := len(stack)
		for _, e := range w.graph.Args(at) {
			stack = append(stack, e.Node())
		}
		slices.SortStableFunc(stack[first:], compare)
		slices.Reverse(stack[first:])
	}
	return inputs
}

// weighing bounds the work of byWeight, in edges looked at.
const weighing = 1 << 23

// byWeight takes the heaviest input again and again. The root weighs one, and
// each gate shares its weight among those of its arguments that still have an
// input to be taken (S. Minato, N. Ishiura, S. Yajima, Shared binary decision
// diagram with attributed edges, 1990). Of large modules it takes several at once.
func (w *walk) byWeight() []int {
	left := slices.Clone(w.module.Inputs)
	inputs := make([]int, 0, len(left))
	gone := make([]bool, w.module.Node+1)
	atOnce := 1 + len(left)*w.edges/weighing
	for len(left) > 0 {
		weight := w.weights(gone)
		slices.SortStableFunc(left, func(x, y int) int { return cmp.Compare(weight[y], weight[x]) })
		taken := left[:min(atOnce, len(left))]
		for _, input := range taken {
			gone[input] = true
		}
		inputs = append(inputs, taken...)
		left = left[len(taken):]
	}
	return inputs
}

// weights shares out the weight of the root. A gate goes with the last of its arguments.
func (w *walk) weights(gone []bool) []float64 {
	weight := make([]float64, w.module.Node+1)
	staying := make([]float64, w.module.Node+1)
	for _, gate := range w.module.Inner {
		for _, e := range w.graph.Args(gate) {
			if !gone[e.Node()] {
				staying[gate]++
			}
		}
		gone[gate] = staying[gate] == 0
	}
	weight[w.module.Node] = 1
	for _, gate := range slices.Backward(w.module.Inner) {
		for _, e := range w.graph.Args(gate) {
			if !gone[e.Node()] {
				weight[e.Node()] += weight[gate] / staying[gate]
			}
		}
	}
	return weight
}
