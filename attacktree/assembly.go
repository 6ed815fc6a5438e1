package attacktree

import (
	"context"

	"github.com/stormtree-dev/stormtree/attacktree/internal/bdd"
	"github.com/stormtree-dev/stormtree/attacktree/internal/circuit"
)

// assembly builds something for each gate of a module, children first, in a table
// of decision diagrams: their functions, or their sets.
type assembly struct {
	table
	graph   *circuit.Graph
	inner   []int
	gate    func(node int) bdd.Ref // from the working diagrams
	place   []int32                // by node of the graph: where it stands in images
	images  []bdd.Ref              // inputs by level, then inner gates
	pending []int32                // of images: how many gates still need it
	working []bdd.Ref              // of the gate that is being made
	made    int                    // of the images
	roomy   int                    // tidy when the table is larger
	limit   int                    // of the table
}

// leastRoom is how many nodes a table may have before it is worth tidying.
const leastRoom = 1 << 12

func (a *Analysis) assemble(t table, m circuit.Module, inputs []int, limit int) *assembly {
	count := len(inputs) + len(m.Inner)
	b := &assembly{
		table: t, graph: a.graph, inner: m.Inner, roomy: leastRoom, limit: limit, made: len(inputs),
		place: make([]int32, m.Node+1), images: make([]bdd.Ref, count), pending: make([]int32, count),
	}
	for level, node := range inputs {
		b.place[node] = int32(level)
	}
	for i, node := range m.Inner {
		b.place[node] = int32(len(inputs) + i)
	}
	for _, node := range m.Inner {
		for _, e := range b.graph.Args(node) {
			b.pending[b.place[e.Node()]]++
		}
	}
	return b
}

// build makes all gates, and leaves in the table nothing but the last one.
func (b *assembly) build() (root bdd.Ref, err error) {
	for _, node := range b.inner {
		b.fetch(node)
		b.images[b.place[node]] = b.gate(node)
		if b.Err() != nil {
			return 0, budget(b.Err())
		}
		b.made++
		b.tidy()
	}
	b.Compact(b.images[len(b.images)-1:])
	return b.images[len(b.images)-1], nil
}

// fetch makes the arguments of a gate the working diagrams.
func (b *assembly) fetch(node int) {
	b.working = b.working[:0]
	for _, e := range b.graph.Args(node) {
		b.working = append(b.working, b.images[b.place[e.Node()]])
		b.pending[b.place[e.Node()]]--
	}
}

// fold joins the working diagrams one by one.
func (b *assembly) fold(join func(f, g bdd.Ref) bdd.Ref) bdd.Ref {
	for len(b.working) > 1 && b.Err() == nil {
		f := b.working[0]
		b.working = b.working[1:]
		b.working[0] = join(b.working[0], f)
		b.tidy()
	}
	return b.working[0]
}

// threshold makes the diagram for at least k of the working ones. It keeps those
// for 0 to k of them so far behind them; step is "so many, or one less and this".
func (b *assembly) threshold(k int, step func(this, less, many bdd.Ref) bdd.Ref) bdd.Ref {
	n := len(b.working)
	b.working = append(b.working, bdd.True)
	for range k {
		b.working = append(b.working, bdd.False)
	}
	for i := range n {
		for j := k; j > 0 && b.Err() == nil; j-- {
			b.working[n+j] = step(b.working[i], b.working[n+j-1], b.working[n+j])
			b.tidy()
		}
		b.working[i] = bdd.False
	}
	return b.working[n+k]
}

// tidy forgets what nothing needs any more, once the table has doubled.
func (b *assembly) tidy() {
	if b.Size() <= b.roomy || b.Err() != nil {
		return
	}
	var places []int
	var roots []bdd.Ref
	for place, f := range b.images[:b.made] {
		if b.pending[place] > 0 || place == len(b.images)-1 {
			places, roots = append(places, place), append(roots, f)
		}
	}
	roots = append(roots, b.working...)
	b.Compact(roots)
	for i, place := range places {
		b.images[place] = roots[i]
	}
	copy(b.working, roots[len(places):])
	b.roomy = max(leastRoom, min(2*b.Size(), (b.Size()+b.limit)/2))
}

// table is what both kinds of diagram offer.
type table interface {
	Size() int
	Err() error
	Compact(roots []bdd.Ref)
}

// functionOf assembles a module's function over one order of its inputs.
func (a *Analysis) functionOf(ctx context.Context, m circuit.Module, inputs []int, limit int) (*bdd.Functions, *assembly) {
	f := bdd.NewFunctions(limit)
	f.Start(ctx)
	b := a.assemble(f, m, inputs, limit)
	for level, node := range inputs {
		b.images[level] = f.Var(uint32(level))
		if a.rests[node] {
			b.images[level] = b.images[level].Not()
		}
	}
	b.gate = func(node int) bdd.Ref {
		for i, e := range a.graph.Args(node) {
			if e.Negated() {
				b.working[i] = b.working[i].Not()
			}
		}
		f.DeepestFirst(b.working)
		switch a.graph.Op(node) {
		case circuit.AtLeast:
			return b.threshold(a.graph.Number(node), f.Either)
		case circuit.Odd:
			return b.fold(f.Odd)
		}
		return b.fold(f.And)
	}
	return f, b
}
