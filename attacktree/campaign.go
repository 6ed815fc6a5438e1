package attacktree

import (
	"context"
	"encoding/binary"
	"math"

	"github.com/stormtree-dev/stormtree/attacktree/internal/bdd"
)

// Row is one actor's frequency (expected incidents per horizon) and likelihood
// (chance of at least one). UpperBound says that budgets allowed only a bound.
type Row struct {
	Frequency, Likelihood float64
	UpperBound            bool
}

// Campaign is the answer for all actors together. Accident is the chance that
// some way without an action works; Likelihood is the exact union of accidents
// and all actors.
type Campaign struct {
	Accident   float64
	Rows       []Row // in the order of the actors
	Likelihood float64
	UpperBound bool
}

// Campaign evaluates a horizon in which all actors attack, sharing one draw of
// luck. Let q(c) be the chance, given the luck c, that in one attempt some
// attack of an actor works, whether or not an accident does too. With r attempts
// to expect, his frequency is r E[q(c)] and his likelihood E[1 - exp(-r q(c))];
// with exactly one, both are E[q(c)]. The likelihood of the whole is one minus
// the chance that, given the luck, neither an accident nor any actor succeeds.
//
// The luck leaves are expanded jointly over the actors' diagrams. Where that is
// over budget, a likelihood is bounded from above: by 1 - exp(-r E[q]) since exp
// is convex, and for the whole by one minus the product of the parts'
// complements, since all of these fall when luck rises (Harris 1960).
// It returns an error for numbers out of range and for a context that ends.
func (d *Diagram) Campaign(ctx context.Context, leaves []Leaf, actors []Actor) (Campaign, error) {
	if err := d.tree.checkLeaves(leaves); err != nil {
		return Campaign{}, err
	}
	h, err := d.horizon(ctx, leaves)
	if err != nil {
		return Campaign{}, err
	}
	c := Campaign{Accident: h.Chance(h.root, h.luck), Rows: make([]Row, len(actors))}
	missed := 1 - c.Accident
	for i, who := range actors {
		s, err := d.strike(ctx, h, leaves, who)
		if err != nil {
			return Campaign{}, err
		}
		c.Rows[i] = s.row(h)
		c.UpperBound = c.UpperBound || c.Rows[i].UpperBound
		missed *= 1 - c.Rows[i].Likelihood
	}
	d.effort.renew()
	c.Likelihood = h.union()
	if h.over() {
		c.Likelihood, c.UpperBound = 1-missed, true
	}
	return c, ctx.Err()
}

// horizon is one draw of luck that several strikes share.
type horizon struct {
	*functions
	luck      []float64 // chances by level, 0 for actions
	first     uint32    // level of the first action: luck lies above
	separated bool      // luck lies above all actions
	strikes   []strike
	known     map[string]float64 // by tuple of functions
	left      int                // tuples that the budget still allows
	effort    *effort
}

// strike is what one actor can do.
type strike struct {
	attack  bdd.Ref
	rough   bool
	rate    float64
	once    bool
	chances []float64 // by function below attack, in one attempt
	place   int       // of attack in the tuple
}

func (d *Diagram) horizon(ctx context.Context, leaves []Leaf) (*horizon, error) {
	f, separated, err := d.battlefield(ctx)
	if err != nil {
		return nil, err
	}
	d.begin()
	h := &horizon{functions: f, separated: separated, effort: d.effort, luck: make([]float64, len(leaves)), first: bdd.Bottom}
	h.known, h.left = map[string]float64{}, d.searches()
	for level, leaf := range f.leaf {
		if d.tree.isAction(leaf) {
			h.first = min(h.first, uint32(level))
		} else {
			h.luck[level] = leaves[leaf].Probability
		}
	}
	return h, nil
}

func (d *Diagram) strike(ctx context.Context, h *horizon, leaves []Leaf, who Actor) (strike, error) {
	if err := d.tree.checkActor(who); err != nil {
		return strike{}, err
	}
	d.effort.renew()
	v := d.tree.see(leaves, who)
	attack, rough, err := d.attacks(ctx, h.functions, v)
	if err != nil {
		return strike{}, err
	}
	s := strike{attack: attack, rough: rough, rate: who.Attempts, once: who.Once}
	s.chances = h.Chances(byLevel(h.order, v.chance), attack)
	h.strikes = append(h.strikes, s)
	return s, nil
}

// fails is the logarithm of the chance that nothing succeeds, if one attempt
// succeeds with chance q.
func (s strike) fails(q float64) float64 {
	if s.once {
		return math.Log1p(-min(q, 1))
	}
	return -s.rate * q
}

func (s strike) row(h *horizon) Row {
	q := s.chances[s.attack]
	if s.once {
		return Row{Frequency: q, Likelihood: q, UpperBound: s.rough}
	}
	r := Row{Frequency: s.rate * q, UpperBound: s.rough || !h.separated}
	if h.separated {
		r.Likelihood = h.expect(s)
	} else {
		r.Likelihood = -math.Expm1(s.fails(q))
	}
	return r
}

// expect is the chance that a strike succeeds at least once: every function
// below the luck is a world.
func (h *horizon) expect(s strike) float64 {
	success := make([]float64, len(s.chances))
	success[bdd.True] = -math.Expm1(s.fails(1))
	for _, f := range h.Below(s.attack) {
		level, lo, hi := h.Node(f)
		if level >= h.first {
			success[f] = -math.Expm1(s.fails(s.chances[f]))
		} else {
			success[f] = h.luck[level]*success[hi] + (1-h.luck[level])*success[lo]
		}
	}
	return success[s.attack]
}

// union is the chance that an accident or some strike succeeds.
func (h *horizon) union() float64 {
	if !h.separated {
		h.left = -1
		return 1
	}
	tuple := []bdd.Ref{h.accident}
	places := map[bdd.Ref]int{}
	for i := range h.strikes {
		s := &h.strikes[i]
		if _, ok := places[s.attack]; !ok {
			places[s.attack] = len(tuple)
			tuple = append(tuple, s.attack)
		}
		s.place = places[s.attack]
	}
	return h.some(tuple)
}

// over reports whether the union could not be expanded.
func (h *horizon) over() bool { return h.left < 0 || h.effort.spent() }

// some is the chance, given the luck so far, that an accident or a strike
// succeeds. The tuple holds what is left of accidents and of each different attack.
func (h *horizon) some(tuple []bdd.Ref) float64 {
	if tuple[0] == bdd.True || h.over() {
		return 1
	}
	level := h.top(tuple)
	if level >= h.first {
		return h.border(tuple)
	}
	if p := h.luck[level]; p == 0 || p == 1 {
		return h.some(h.follow(tuple, level, p == 1))
	}
	key := encode(tuple)
	if known, ok := h.known[key]; ok {
		return known
	}
	h.left--
	h.effort.take(perTuple + 2*len(tuple))
	p := h.luck[level]
	chance := p*h.some(h.follow(tuple, level, true)) + (1-p)*h.some(h.follow(tuple, level, false))
	h.known[key] = chance
	return chance
}

func (h *horizon) top(tuple []bdd.Ref) uint32 {
	top := uint32(bdd.Bottom)
	for _, f := range tuple {
		level, _, _ := h.Node(f)
		top = min(top, level)
	}
	return top
}

func (h *horizon) follow(tuple []bdd.Ref, at uint32, lucky bool) []bdd.Ref {
	next := make([]bdd.Ref, len(tuple))
	for i, f := range tuple {
		level, lo, hi := h.Node(f)
		switch {
		case level != at:
			next[i] = f
		case lucky:
			next[i] = hi
		default:
			next[i] = lo
		}
	}
	return next
}

// border is the chance that some strike succeeds in one world.
func (h *horizon) border(tuple []bdd.Ref) float64 {
	fails := 0.0
	for _, s := range h.strikes {
		fails += s.fails(s.chances[tuple[s.place]])
	}
	return -math.Expm1(fails)
}

func encode(tuple []bdd.Ref) string {
	key := make([]byte, 0, 4*len(tuple))
	for _, f := range tuple {
		key = binary.LittleEndian.AppendUint32(key, uint32(f))
	}
	return string(key)
}
