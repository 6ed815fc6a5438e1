package attacktree

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Front returns the Pareto front of some aims over all minimal sets: each set that no
// other equals or betters in every aim. It is sorted by the first aim, the best first,
// then by the second and so on. Leaves with a probability of 0 take part. Where
// several sets are equal in all aims, one is named, the same in every run; a likelier
// or smaller one is preferred where the two meet. A front of one aim is the best set.
//
// Fronts are made for every node of the diagram of the sets and may be exponentially
// large. ErrBudget says that there would be more points at a time, besides the first of
// each node, than an eighth of Options.MaxNodes, more than Options.MaxNodes in all, that
// more than sixteen times as many would have to be looked at, or that there is no
// diagram. A point takes 80 bytes; a million are looked at in a tenth of a second.
func (a *Analysis) Front(ctx context.Context, leaves []Leaf, by ...Aim) ([]Attack, error) {
	return a.Within().Front(ctx, leaves, by...)
}

// Restricted is the minimal sets of an Analysis that keep some limits.
type Restricted struct {
	whole  *Analysis
	limits []Limit
	gone   []bool // by leaf; nil is none
}

// Within restricts questions to the sets that keep all of some limits: the attacks
// that an attacker with this budget, skill and patience can afford and dares.
func (a *Analysis) Within(limits ...Limit) Restricted {
	return Restricted{whole: a, limits: slices.Clone(limits)}
}

// Without leaves out the sets that have one of some leaves: gone is by leaf, what is
// out of the attacker's reach, or nothing that he plans with. It replaces what an
// earlier call left out.
func (r Restricted) Without(gone []bool) Restricted {
	r.gone = slices.Clone(gone)
	return r
}

// Front is the front of the sets that keep the limits, exactly. Each limit but those
// of time and skill costs as much as a further aim.
func (r Restricted) Front(ctx context.Context, leaves []Leaf, by ...Aim) ([]Attack, error) {
	if err := errors.Join(checkAims(by), r.check(leaves)); err != nil {
		return nil, err
	}
	f, err := r.whole.sets(ctx)
	if err != nil {
		return nil, err
	}
	return promptly(ctx, func() ([]Attack, error) {
		p := r.newPainter(ctx, f, leaves, by)
		front, err := p.paint()
		if err != nil {
			return nil, err
		}
		attacks := make([]Attack, len(front))
		for i, point := range front {
			attacks[i] = r.whole.tree.inParallel(p.leaves(point.id), leaves)
		}
		return attacks, nil
	})
}

func (r Restricted) check(leaves []Leaf) error {
	if err := r.whole.tree.checkLeaves(leaves); err != nil {
		return err
	}
	if r.gone != nil && len(r.gone) != len(leaves) {
		return fmt.Errorf("%d leaves are left out or not, the tree has %d", len(r.gone), len(leaves))
	}
	return errors.Join(checkMeasures(leaves), checkLimits(r.limits))
}

// columns are those of the aims and limits, out is the leaves of no set that keeps them.
func (r Restricted) columns(leaves []Leaf, by []Aim) (columns []column, out []bool) {
	columns, out = r.whole.tree.columns(leaves, by, r.limits)
	for leaf, gone := range r.gone {
		out[leaf] = out[leaf] || gone
	}
	return columns, out
}

// point is a set of some node of a family that no other of its sets betters.
type point struct {
	of       [aims]float64 // by column
	unlikely float64       // minus the logarithm of its probability
	size     int32
	id       int32 // its place among the origins; fresh if it has none yet
	origin
}

// fresh is the id of a point that may not stay.
const fresh int32 = -1

// origin is what a point's set consists of: two points' sets, or one leaf, or nothing.
type origin struct{ a, b int32 }

const (
	ofLeaf  int32 = -1 // instead of b: a is the leaf
	ofEmpty int32 = -2
)

// painter makes the fronts of a family's nodes, children first.
type painter struct {
	*family
	ctx      context.Context // of one question
	columns  []column
	aims     int // of the columns, the first so many
	unlikely column
	out      []bool    // by leaf
	uses     []int32   // by node: how often its front will be needed
	fronts   [][]point // by node, while it is needed
	origins  []origin
	canvas   []point // of the node that is being made
	stairs   []int32 // see dominance
	room     int     // for further points at a time
	history  int     // room for further origins
	work     int     // for further comparisons
}

// comparisonsPerPoint bounds the work on fronts by the number of points that they may have.
const comparisonsPerPoint = 16

func (r Restricted) newPainter(ctx context.Context, f *family, leaves []Leaf, by []Aim) *painter {
	p := &painter{
		family: f, ctx: ctx, aims: len(by), unlikely: r.whole.tree.column(Probability, leaves), uses: f.uses(),
		fronts: make([][]point, len(f.nodes)), room: r.looks(), history: r.whole.limit, work: comparisonsPerPoint * (r.whole.limit + len(f.nodes)),
	}
	p.columns, p.out = r.columns(leaves, by)
	return p
}

// uses counts by how many nodes each is needed, the root once more.
func (f *family) uses() []int32 {
	uses := make([]int32, len(f.nodes))
	uses[f.root] = 1
	for at := len(f.nodes) - 1; at > int(unit); at-- {
		if n := f.nodes[at]; uses[at] > 0 && n.op != oneLeaf {
			uses[n.a]++
			uses[n.b]++
		}
	}
	return uses
}

// paint makes the front of the root.
func (p *painter) paint() ([]point, error) {
	for node := range p.nodes {
		if p.uses[node] == 0 {
			continue
		}
		if err := p.node(node); err != nil {
			return nil, err
		}
		p.frame(node)
		if p.room < 0 || p.history < 0 {
			return nil, ErrBudget
		}
	}
	return p.finish()
}

// node leaves a node's front on the canvas.
func (p *painter) node(node int) error {
	p.canvas = p.canvas[:0]
	n := p.nodes[node]
	switch n.op {
	case emptySet:
		p.canvas = append(p.canvas, point{id: fresh, origin: origin{0, ofEmpty}})
	case oneLeaf:
		p.leaf(int(n.a))
	case eitherSet:
		p.canvas = append(append(p.canvas, p.fronts[n.a]...), p.fronts[n.b]...)
	case bothSets:
		if err := p.multiply(p.fronts[n.a], p.fronts[n.b]); err != nil {
			return err
		}
	}
	return p.prune(noise)
}

// frame keeps the canvas as a node's front, and lets go what was needed for it alone.
func (p *painter) frame(node int) {
	for i := range p.canvas {
		if x := &p.canvas[i]; x.id == fresh {
			x.id = int32(len(p.origins))
			p.origins = append(p.origins, x.origin)
		}
	}
	p.fronts[node] = slices.Clone(p.canvas)
	p.room -= beyondFirst(p.canvas)
	p.history -= beyondFirst(p.canvas)
	if n := p.nodes[node]; n.op == eitherSet || n.op == bothSets {
		p.release(n.a)
		p.release(n.b)
	}
}

func (p *painter) release(node int32) {
	if p.uses[node]--; p.uses[node] == 0 {
		p.room += beyondFirst(p.fronts[node])
		p.fronts[node] = nil
	}
}

// beyondFirst is how many points of a front count: one at each node weighs no more than the diagram.
func beyondFirst(front []point) int { return max(0, len(front)-1) }

func (p *painter) leaf(leaf int) {
	if p.out[leaf] {
		return
	}
	x := point{unlikely: p.unlikely.of[leaf], size: 1, id: fresh, origin: origin{int32(leaf), ofLeaf}}
	for i, c := range p.columns {
		x.of[i] = c.of[leaf]
	}
	p.canvas = append(p.canvas, x)
}

// crowded is with how many points a canvas is pruned before more come.
const crowded = 1 << 9

// multiply puts the unions of two fronts' sets on the canvas, those within limits.
func (p *painter) multiply(xs, ys []point) error {
	room, pruned := crowded, 0
	for i := range xs {
		for j := range ys {
			if both := p.both(&xs[i], &ys[j]); p.allows(&both) && !p.shades(p.canvas[:pruned], &both) {
				p.canvas = append(p.canvas, both)
			}
		}
		p.work -= len(ys)
		if len(p.canvas) <= room {
			continue
		}
		if err := p.prune(noise); err != nil {
			return err
		}
		pruned = len(p.canvas)
		if pruned > p.room {
			return ErrBudget
		}
		room = crowded + 2*pruned
	}
	return nil
}

func (p *painter) both(x, y *point) point {
	xy := point{unlikely: x.unlikely + y.unlikely, size: x.size + y.size, id: fresh, origin: origin{x.id, y.id}}
	for i := range p.columns {
		xy.of[i] = p.columns[i].times(x.of[i], y.of[i])
	}
	return xy
}

// allows reports whether a set that this point is part of may keep all limits.
func (p *painter) allows(x *point) bool {
	for i := range p.columns {
		if c := &p.columns[i]; !c.falls() && x.of[i] > c.allowed {
			return false
		}
	}
	return true
}

// finish is the front by the aims alone, of the sets that do enough damage.
func (p *painter) finish() ([]point, error) {
	p.canvas = p.fronts[p.root]
	for i, c := range p.columns {
		p.canvas = slices.DeleteFunc(p.canvas, func(x point) bool { return x.of[i] > c.allowed })
	}
	p.columns = p.columns[:p.aims]
	if err := p.prune(closeness); err != nil {
		return nil, err
	}
	return p.unrounded()
}

// leaves lists the leaves of a point's set, ascending.
func (p *painter) leaves(id int32) []int {
	leaves := []int{}
	for stack := []int32{id}; len(stack) > 0; {
		from := p.origins[stack[len(stack)-1]]
		stack = stack[:len(stack)-1]
		switch from.b {
		case ofLeaf:
			leaves = append(leaves, int(from.a))
		case ofEmpty:
		default:
			stack = append(stack, from.a, from.b)
		}
	}
	slices.Sort(leaves)
	return leaves
}
