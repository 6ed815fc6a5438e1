package attacktree

import (
	"context"

	"github.com/stormtree-dev/stormtree/attacktree/internal/circuit"
)

// Recipe is a way to build diagrams, for measuring what each part of the usual way gains.
type Recipe struct {
	Order                     int // the place of the only order that runs
	NoSimplifying, NoGrouping bool
	Limit                     int
}

// Nodes builds the diagrams of a tree by a recipe and counts their nodes.
func (r Recipe) Nodes(ctx context.Context, t *Tree) (nodes int, err error) {
	a := &Analysis{tree: t}
	a.graph, a.root = t.circuit()
	if !r.NoSimplifying {
		a.graph, a.root = circuit.Simplify(a.graph, a.root)
	}
	if !r.NoGrouping {
		a.graph, a.root = circuit.Group(a.graph, a.root)
	}
	a.rests = a.graph.Values(make([]bool, len(t.kinds)))
	_, modules := a.graph.Modules(a.root)
	for _, m := range modules {
		table, b := a.functionOf(ctx, m, a.priorities(m, true)[r.Order].inputs, r.Limit)
		if _, err := b.build(); err != nil {
			return 0, err
		}
		nodes += table.Size()
	}
	return nodes, nil
}
