package attacktree

import (
	"context"
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree/internal/bdd"
)

// truncated makes the minimal sets of a rising module, as far as they are allowed,
// from the leaves up: no function is needed, and what is too large is never made.
func (a *Analysis) truncated(ctx context.Context, m module, o *orders, limit int) (*bdd.Families, bdd.Ref, error) {
	f := bdd.NewFamilies(limit)
	f.Start(ctx)
	f.Weigh(pick(o.least, m.inputs))
	b := a.assemble(f, m.parts, m.inputs, limit)
	for level, node := range m.inputs {
		b.images[level] = f.Cut(f.Element(uint32(level)), o.allowed[node])
	}
	b.gate = func(node int) bdd.Ref {
		k, _ := a.changes(node)
		size := o.allowed[node]
		for i, g := range b.working {
			b.working[i] = f.Cut(g, size)
		}
		slices.Sort(b.working)
		switch k {
		case 1:
			return b.fold(f.Join)
		case len(b.working):
			return b.fold(func(g, h bdd.Ref) bdd.Ref { return f.Product(g, h, size) })
		}
		return b.threshold(k, func(this, less, many bdd.Ref) bdd.Ref {
			return f.Join(many, f.Product(this, less, size))
		})
	}
	sets, err := b.build()
	return f, sets, err
}
