package attacktree

import (
	"context"
	"errors"
	"fmt"

	"github.com/stormtree-dev/stormtree/attacktree/internal/bdd"
)

// ErrBudget says that an exact answer would need more than Options.MaxNodes allows.
var ErrBudget = errors.New("attack tree over budget")

// ErrNotCoherent says that a question makes sense only where more leaves never do less.
var ErrNotCoherent = errors.New("attack tree with negations or defences")

// Options bounds the engine; the zero value is a sensible bound.
type Options struct {
	MaxNodes int // of each decision diagram, and of everything else that may explode; 0 is DefaultMaxNodes
	MaxOrder int // of an Analysis: the most leaves of a minimal set; 0 is any number
}

// DefaultMaxNodes bounds each of a tree's few diagrams to some tens of megabytes
// and each operation to about a second.
const DefaultMaxNodes = 1 << 20

// Diagram is a compiled tree, ready for any values of its leaves. It has caches
// and is for one goroutine.
type Diagram struct {
	tree  *Tree
	limit int
	precedence
	plain   *functions // in the smallest order found
	lucky   *functions // luck first; nil until it is needed, or if it is over budget
	asked   bool       // whether lucky was tried
	places  *places    // functions of nodes; nil until needed
	ways    *ways      // minimal sets; nil until needed
	wayless bool       // they are over budget
	effort  *effort
}

// Compile builds the decision diagram of a tree. It tries several orders of the
// leaves and keeps the smallest diagram; another one with luck first, for
// Campaign, and the minimal sets are made when a question needs them. It is
// linear for trees and exponential at worst: ErrBudget says that MaxNodes did not suffice.
func Compile(ctx context.Context, t *Tree, o Options) (*Diagram, error) {
	if !t.coherent {
		return nil, ErrNotCoherent
	}
	d := &Diagram{tree: t, limit: o.MaxNodes, precedence: t.precede()}
	if d.limit <= 0 {
		d.limit = DefaultMaxNodes
	}
	d.effort = newEffort(d.limit, len(t.operators))
	limit := d.limit
	for _, order := range t.orders() {
		f, err := t.functions(ctx, order, limit)
		switch {
		case errors.Is(err, ErrBudget):
			continue
		case err != nil:
			return nil, err
		case d.plain == nil || f.Size() < d.plain.Size():
			d.plain = f
		}
		limit = min(d.limit, 4*d.plain.Size()) // a better order is not much larger on the way
	}
	if d.plain == nil {
		return nil, fmt.Errorf("%d nodes do not suffice: %w", d.limit, ErrBudget)
	}
	return d, nil
}

// budget translates the table's word for an exceeded limit.
func budget(err error) error {
	if errors.Is(err, bdd.ErrLimit) {
		return ErrBudget
	}
	return err
}

// functions is the root's function and what belongs to it, in one order.
type functions struct {
	*bdd.Functions
	order
	root     bdd.Ref
	accident bdd.Ref             // some set without an action does it
	attack   bdd.Ref             // some set with an action does it
	split    bool                // accident is known; else the budget did not allow it
	rough    bool                // attack is only an upper bound
	size     int                 // of the table with nothing else in it
	filtered map[bdd.Ref]bdd.Ref // of the families that limits left, their attacks
}

func (t *Tree) functions(ctx context.Context, o order, limit int) (*functions, error) {
	table, images, err := t.compile(ctx, o, limit, t.root)
	if err != nil {
		return nil, err
	}
	return &functions{Functions: table, order: o, root: images[0], size: table.Size()}, nil
}

// prepare splits the root's function into accidents and attacks, once. An attack is
// what the root needs beyond accidents, and more luck never spoils it: no minimal
// set has to be listed for that, unless sequences may clash.
func (d *Diagram) prepare(ctx context.Context, f *functions) error {
	if f.filtered != nil {
		return nil
	}
	f.Start(ctx)
	f.accident = f.Drop(f.root, byLevel(f.order, d.tree.actionLeaves()))
	f.split = f.Err() == nil
	f.attack = f.Rise(f.root, f.accident, byLevel(f.order, d.tree.luckLeaves()))
	err := budget(f.Err())
	if err == nil && d.clash {
		f.attack, err = d.orderly(ctx, f)
	}
	if errors.Is(err, ErrBudget) {
		f.attack, f.rough, err = f.root, true, nil
	}
	if err != nil {
		return err
	}
	f.filtered = map[bdd.Ref]bdd.Ref{}
	f.compact()
	return nil
}

// orderly is the function of the attacks whose sequences do not clash.
func (d *Diagram) orderly(ctx context.Context, f *functions) (bdd.Ref, error) {
	w, err := d.minimal(ctx)
	if err != nil {
		return bdd.False, err
	}
	w.Start(ctx)
	f.Start(ctx)
	attacks := w.Touching(w.all, byLevel(w.order, d.tree.actionLeaves()))
	image := w.Function(attacks, f.Functions, w.levels(f.order))
	return image, budget(errors.Join(w.Err(), f.Err()))
}

func (f *functions) compact() {
	roots := []bdd.Ref{f.root, f.accident, f.attack}
	f.Compact(roots)
	f.root, f.accident, f.attack = roots[0], roots[1], roots[2]
	f.size = f.Size()
	clear(f.filtered)
}

// begin starts a question.
func (d *Diagram) begin() {
	d.tidy()
	d.effort.renew()
}

// tidy throws away what earlier questions left, before it fills the tables.
func (d *Diagram) tidy() {
	grown := d.ways != nil && d.ways.Size() > 4*d.ways.size+1<<12
	for _, f := range []*functions{d.plain, d.lucky} {
		grown = grown || f != nil && f.Size() > 4*f.size+1<<12
	}
	if !grown {
		return
	}
	for _, f := range []*functions{d.plain, d.lucky} {
		if f != nil {
			f.compact()
		}
	}
	if d.ways != nil {
		d.ways.compact()
	}
}

// battlefield is the functions that a campaign is fought on: with luck first
// (separated) if the budget allows it, else in the plain order. Where there is
// nothing to separate the plain order will do.
func (d *Diagram) battlefield(ctx context.Context) (f *functions, separated bool, err error) {
	if !d.asked {
		f, err := d.compileLuckFirst(ctx)
		if err != nil && !errors.Is(err, ErrBudget) {
			return nil, false, err
		}
		d.lucky, d.asked = f, true
	}
	if d.lucky != nil {
		if err := d.prepare(ctx, d.lucky); err != nil || d.lucky.split {
			return d.lucky, true, err
		}
		d.lucky = nil
	}
	return d.plain, false, d.prepare(ctx, d.plain)
}

func (d *Diagram) compileLuckFirst(ctx context.Context) (*functions, error) {
	if d.tree.luck == 0 || d.tree.actions == 0 {
		return d.plain, nil
	}
	return d.tree.functions(ctx, d.tree.luckFirst(d.plain.order), d.limit)
}

func (t *Tree) actionLeaves() []bool { return t.leavesOf(Action) }

func (t *Tree) luckLeaves() []bool { return t.leavesOf(Condition, Accident) }

// leavesOf marks the leaves of some kinds.
func (t *Tree) leavesOf(kinds ...Kind) []bool {
	marked := make([]bool, len(t.kinds))
	for leaf, kind := range t.kinds {
		for _, k := range kinds {
			marked[leaf] = marked[leaf] || k == kind
		}
	}
	return marked
}
