package attacktree

import (
	"context"

	"github.com/stormtree-dev/stormtree/attacktree/internal/bdd"
	"github.com/stormtree-dev/stormtree/attacktree/internal/circuit"
)

// assembly builds a module's function over one order of its inputs.
type assembly struct {
	*bdd.Functions
	graph   *circuit.Graph
	inner   []int
	place   []int32   // by node of the graph: where it stands in images
	images  []bdd.Ref // inputs by level, then inner gates
	pending []int32   // of images: how many gates still need it
	working []bdd.Ref // functions of the gate that is being made
	made    int       // of the images
	roomy   int
}

func (a *Analysis) assembly(ctx context.Context, m circuit.Module, inputs []int, limit int) *assembly {
	count := len(inputs) + len(m.Inner)
	b := &assembly{
		Functions: bdd.NewFunctions(limit), graph: a.graph, inner: m.Inner,
		place: make([]int32, m.Node+1), images: make([]bdd.Ref, count), pending: make([]int32, count),
		made: len(inputs), roomy: leastRoom,
	}
	b.Start(ctx)
	for level, node := range inputs {
		b.place[node] = int32(level)
		b.images[level] = b.Var(uint32(level))
		if a.rests[node] {
			b.images[level] = b.images[level].Not()
		}
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

// leastRoom is how many nodes a table may have before it is worth tidying.
const leastRoom = 1 << 12

// build makes all gates, and leaves in the table nothing but the last one's function.
func (b *assembly) build() error {
	for _, node := range b.inner {
		b.images[b.place[node]] = b.make(node)
		if b.Err() != nil {
			return budget(b.Err())
		}
		b.made++
		b.tidy()
	}
	b.Compact(b.images[len(b.images)-1:])
	return nil
}

// make is the function of a gate, from those of its arguments.
func (b *assembly) make(node int) bdd.Ref {
	b.working = b.working[:0]
	for _, e := range b.graph.Args(node) {
		f := b.images[b.place[e.Node()]]
		if e.Negated() {
			f = f.Not()
		}
		b.working = append(b.working, f)
		b.pending[b.place[e.Node()]]--
	}
	b.DeepestFirst(b.working)
	switch b.graph.Op(node) {
	case circuit.AtLeast:
		return b.atLeast(b.graph.Number(node))
	case circuit.Odd:
		return b.fold(b.Odd)
	}
	return b.fold(b.And)
}

// fold joins the working functions one by one.
func (b *assembly) fold(join func(f, g bdd.Ref) bdd.Ref) bdd.Ref {
	for len(b.working) > 1 && b.Err() == nil {
		f := b.working[0]
		b.working = b.working[1:]
		b.working[0] = join(b.working[0], f)
		b.tidy()
	}
	return b.working[0]
}

// atLeast keeps the thresholds 0 to k of the arguments so far at the end of the
// working functions.
func (b *assembly) atLeast(k int) bdd.Ref {
	n := len(b.working)
	b.working = append(b.working, bdd.True)
	for range k {
		b.working = append(b.working, bdd.False)
	}
	for i := range n {
		for j := k; j > 0 && b.Err() == nil; j-- {
			reached := b.working[n:]
			reached[j] = b.Either(b.working[i], reached[j-1], reached[j])
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
	b.roomy = max(leastRoom, 2*b.Size())
}
