package attacktree

import (
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree/internal/circuit"
)

// orders bounds the sizes of minimal sets, by node of the graph. Least is a lower
// bound of how many leaves it takes to make a node other than at rest; allowed is
// how many there may be in a part of a set that is within the root's limit, -1
// where nothing is.
type orders struct {
	*Analysis
	kind     []nodeKind
	least    []int
	allowed  []int
	supports []bitset // of what a rising module consists of: its inputs below; nil if too large
}

// nodeKind says which sets make a node other than at rest.
type nodeKind uint8

const (
	apart   nodeKind = iota // leaves, and gates whose arguments share nothing
	rising                  // gates of a rising module
	twisted                 // gates of another module
)

// mostSupport bounds the memory for supports, in bits.
const mostSupport = 1 << 30

func (a *Analysis) orders(limit int) *orders {
	n := a.graph.Size()
	o := &orders{
		Analysis: a, kind: make([]nodeKind, n), least: make([]int, n),
		allowed: slices.Repeat([]int{-1}, n), supports: make([]bitset, n),
	}
	for _, m := range a.modules {
		o.look(m)
	}
	for node := 1; node < n; node++ {
		o.least[node] = o.lowest(node)
	}
	o.allowed[a.root.Node()] = limit
	for node := a.root.Node(); node > 0; node-- {
		if o.allowed[node] >= 0 {
			o.pass(node)
		}
	}
	return o
}

// look tells the gates of a module apart, and finds the inputs below them.
func (o *orders) look(m module) {
	for _, node := range m.parts.Inner {
		if o.kind[node] = twisted; m.rising {
			o.kind[node] = rising
		}
	}
	count := len(m.parts.Inputs)
	if !m.rising || count*(count+len(m.parts.Inner)) > mostSupport {
		return
	}
	for i, own := range newBitsets(count, count) {
		own.add(i)
		o.supports[m.parts.Inputs[i]] = own
	}
	for i, own := range newBitsets(len(m.parts.Inner), count) {
		node := m.parts.Inner[i]
		for _, e := range o.graph.Args(node) {
			own.join(o.supports[e.Node()])
		}
		o.supports[node] = own
	}
}

// lowest is a lower bound from those of a node's arguments.
func (o *orders) lowest(node int) int {
	if o.graph.Op(node) == circuit.Leaf || o.kind[node] == twisted {
		return 1
	}
	k, parts := o.changes(node)
	leasts := make([]int, len(parts))
	for i, part := range parts {
		leasts[i] = o.least[part]
	}
	slices.Sort(leasts)
	switch {
	case k == 0:
		return 0
	case o.kind[node] == apart:
		return sum(leasts[:k])
	case k == len(parts):
		return max(leasts[k-1], o.separate(parts, nil))
	}
	return leasts[k-1]
}

// separate is a lower bound of the leaves that parts of a rising module, none of
// them sharing an input with the given ones, need together.
func (o *orders) separate(parts []int, from bitset) int {
	var taken bitset
	if from != nil {
		taken = slices.Clone(from)
	}
	sum := 0
	for _, part := range parts {
		own := o.supports[part]
		if own == nil || taken != nil && taken.meets(own) {
			continue
		}
		if taken == nil {
			taken = make(bitset, len(own))
		}
		taken.join(own)
		sum += o.least[part]
	}
	return sum
}

// pass tells a node's arguments how much they may take.
func (o *orders) pass(node int) {
	if o.kind[node] == twisted {
		for _, e := range o.graph.Args(node) {
			o.allow(e.Node(), o.allowed[node])
		}
		return
	}
	k, parts := o.changes(node)
	for i, part := range parts {
		others := slices.Concat(parts[:i], parts[i+1:])
		o.allow(part, o.allowed[node]-o.others(node, k-1, part, others))
	}
}

// others is a lower bound of what k other arguments of a node add to one.
func (o *orders) others(node, k int, part int, others []int) int {
	switch {
	case k <= 0:
		return 0
	case o.kind[node] == apart:
		leasts := make([]int, len(others))
		for i, other := range others {
			leasts[i] = o.least[other]
		}
		slices.Sort(leasts)
		return sum(leasts[:k])
	case k == len(others) && o.supports[part] != nil:
		return o.separate(others, o.supports[part])
	}
	return 0
}

func (o *orders) allow(node, most int) {
	o.allowed[node] = max(o.allowed[node], most)
}

// changes says what makes a gate other than at rest: so many of these arguments,
// each made other than at rest. It is exact where arguments share nothing, and in
// rising modules.
func (a *Analysis) changes(node int) (k int, parts []int) {
	var holding, missing []int
	for _, e := range a.graph.Args(node) {
		if a.rests[e.Node()] != e.Negated() {
			holding = append(holding, e.Node())
		} else {
			missing = append(missing, e.Node())
		}
	}
	needs := len(holding) + len(missing)
	switch a.graph.Op(node) {
	case circuit.Constant:
		return 0, nil
	case circuit.Odd:
		return 1, append(holding, missing...)
	case circuit.AtLeast:
		needs = a.graph.Number(node)
	}
	if len(holding) >= needs {
		return len(holding) - needs + 1, holding
	}
	return needs - len(holding), missing
}
