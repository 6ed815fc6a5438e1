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

// effort is what all questions to a diagram together may still spend on looking
// at sets one by one. It is counted in steps, never in time: the same questions
// give the same answers on any machine. Once it is spent, limits on whole attacks
// give bounds, and what can only be listed ends in ErrBudget.
type effort struct{ left int }

func (e *effort) take(steps int) { e.left -= steps }

func (e *effort) spent() bool { return e.left <= 0 }

// What weighs how much, in the steps of timing a set.
const (
	perLimit = 16 // steps that a diagram has for each node of its limit
	perNode  = 4  // a node of a family that a budget makes
	perStep  = 2  // a step of a search
)

// searches bounds what is looked at one by one: sets, and steps of a search. Each
// of them weighs as much as eight nodes.
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
