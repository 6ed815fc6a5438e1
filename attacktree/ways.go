package attacktree

import (
	"context"
	"errors"
	"math"

	"github.com/stormtree-dev/stormtree/attacktree/internal/bdd"
)

// ways is the minimal sets of a tree whose sequences do not clash. Elements are
// levels of the plain order.
type ways struct {
	*bdd.Families
	order
	all  bdd.Ref
	size int // of the table with nothing else in it
}

// minimal finds the minimal sets, once.
func (d *Diagram) minimal(ctx context.Context) (*ways, error) {
	if d.ways != nil || d.wayless {
		return d.ways, d.unlisted()
	}
	w := &ways{Families: bdd.NewFamilies(d.limit), order: d.plain.order}
	w.Start(ctx)
	w.all = w.Minimal(d.plain.Functions, d.plain.root)
	if err := budget(w.Err()); err != nil {
		d.wayless = errors.Is(err, ErrBudget)
		return nil, err
	}
	if d.clash {
		c := d.tree.newClock(d.precedence, make([]float64, len(d.tree.kinds)), d.effort)
		var err error
		if w.all, err = w.onTime(w.all, c, math.Inf(1), d.searches()); err != nil {
			d.wayless = errors.Is(err, ErrBudget)
			return nil, err
		}
	}
	w.compact()
	d.ways = w
	return w, nil
}

// unlisted says again that the minimal sets are over budget.
func (d *Diagram) unlisted() error {
	if d.wayless {
		return ErrBudget
	}
	return nil
}

// searches bounds what one question looks at one by one: sets, steps of a search,
// worlds. Each of them weighs as much as eight nodes.
func (d *Diagram) searches() int { return max(1<<10, d.limit/8) }

func (w *ways) compact() {
	roots := []bdd.Ref{w.all}
	w.Compact(roots)
	w.all, w.size = roots[0], w.Size()
}

// levels gives the level that each element has in another order.
func (w *ways) levels(o order) []uint32 {
	levels := make([]uint32, len(w.leaf))
	for element, leaf := range w.leaf {
		levels[element] = o.level[leaf]
	}
	return levels
}
