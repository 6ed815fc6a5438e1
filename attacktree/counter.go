package attacktree

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree/internal/bdd"
	"github.com/stormtree-dev/stormtree/attacktree/internal/circuit"
)

// decided makes the offers of a module in whose diagram the defences come first.
func (m *market) decided(node int) ([]offer, error) {
	d, err := m.counter(node)
	if err != nil {
		return nil, err
	}
	return d.all()
}

// counter is the diagram of a module in which the defender chooses first. Each of
// its contested inputs, a defence or a module with defences, is a row of choices
// that each take the next dearer offer, and of what each offer leaves to attackers.
type counter struct {
	*market
	*bdd.Functions
	root    bdd.Ref
	sides   uint8
	choices []choice   // by level
	below   []prospect // by level less the number of choices
	of      []prospect // by index, of nodes below the choices
	given   []offer    // of inputs that leave no choice
	known   map[bdd.Ref][]offer
}

// choice is to go on from an offer of an input to the next one.
type choice struct {
	input int
	next  int // place among the offers
	last  bool
}

// counter builds it, in several orders under growing budgets, and takes the
// smallest of those that fit first.
func (m *market) counter(node int) (*counter, error) {
	part := m.partOf(node)
	orders := m.counterOrders(part)
	for tier := min(m.limit, firstTier); ; tier = min(m.limit, tierGrowth*tier) {
		var smallest *counter
		for _, order := range orders {
			d, err := m.counterIn(part, order, tier)
			switch {
			case err != nil && !errors.Is(err, ErrBudget):
				return nil, err
			case err == nil && (smallest == nil || d.Size() < smallest.Size()):
				smallest = d
			}
		}
		if smallest != nil {
			return smallest, nil
		}
		if tier == m.limit {
			return nil, fmt.Errorf("%d nodes do not suffice with defences first: %w", m.limit, ErrBudget)
		}
	}
}

// partOf is the module of a node, also of one that is simple.
func (m *market) partOf(node int) circuit.Module {
	if i := m.Analysis.at[node]; i > 0 {
		return m.modules[i-1].parts
	}
	part := circuit.Module{Node: node, Inner: []int{node}}
	for _, e := range m.graph.Args(node) {
		part.Inputs = append(part.Inputs, e.Node())
	}
	return part
}

// counterOrders lists orders of a module's inputs: as without defences, and with
// the most shared defences first.
func (m *market) counterOrders(part circuit.Module) [][]int {
	var orders [][]int
	for _, p := range m.priorities(part, false) {
		orders = append(orders, p.inputs)
	}
	parents := m.walk(part).parents
	sharing := func(input int) int32 {
		if m.contested[input] {
			return parents[input]
		}
		return 0
	}
	shared := slices.Clone(orders[0])
	slices.SortStableFunc(shared, func(x, y int) int { return cmp.Compare(sharing(y), sharing(x)) })
	return append(orders, shared)
}

func (m *market) counterIn(part circuit.Module, order []int, limit int) (*counter, error) {
	d := &counter{market: m, sides: m.sides[part.Node], known: map[bdd.Ref][]offer{}}
	table, b := m.functionOf(m.ctx, part, order, limit)
	d.Functions = table
	first := make([]uint32, len(order))
	for i, input := range order {
		first[i] = uint32(len(d.choices))
		d.choose(input)
	}
	for i, input := range order {
		b.images[i] = d.image(input, first[i])
	}
	if d.Err() != nil {
		return nil, budget(d.Err())
	}
	root, err := b.build()
	d.root = root
	return d, err
}

// choose adds the choices of an input.
func (d *counter) choose(input int) {
	if offers := d.market.offers[input]; len(offers) == 1 {
		d.given = append(d.given, offers[0])
	}
	for next := 1; next < len(d.market.offers[input]); next++ {
		d.choices = append(d.choices, choice{input, next, next == len(d.market.offers[input])-1})
	}
}

// image is the function of an input: what is left of it after the choices.
func (d *counter) image(input int, first uint32) bdd.Ref {
	if !d.contested[input] {
		return d.leave(d.settled[input])
	}
	offers := d.market.offers[input]
	f := d.leave(offers[len(offers)-1].prospect)
	for i, o := range slices.Backward(offers[:len(offers)-1]) {
		f = d.Choose(first+uint32(i), d.leave(o.prospect), f)
	}
	return f
}

// leave is a variable below the choices, or a constant, with a prospect.
func (d *counter) leave(x prospect) bdd.Ref {
	switch x {
	case d.always():
		return bdd.True
	case d.always().signed(true):
		return bdd.False
	}
	d.below = append(d.below, x)
	return d.Var(uint32(len(d.choices) + len(d.below) - 1))
}

// all makes the root's offers.
func (d *counter) all() ([]offer, error) {
	d.of = make([]prospect, d.root.Index()+2)
	d.of[bdd.True], d.of[bdd.False] = d.always(), d.always().signed(true)
	for _, r := range d.Below(d.root) {
		if level, lo, hi := d.Node(r); int(level) >= len(d.choices) {
			x := d.below[int(level)-len(d.choices)]
			d.of[r] = d.decide(x, d.of[lo.Index()].signed(lo.Negated()), d.of[hi.Index()])
		}
	}
	offers, err := d.offers(d.root)
	for i := range offers {
		for _, o := range d.given {
			offers[i].count += o.count
			offers[i].more = o.picks
			offers[i] = d.enter(offers[i])
		}
	}
	return offers, err
}

// offers makes those of a function.
func (d *counter) offers(r bdd.Ref) ([]offer, error) {
	level, lo, hi := d.Node(r)
	if int64(level) >= int64(len(d.choices)) {
		return []offer{{prospect: d.of[r.Index()].signed(r.Negated())}}, nil
	}
	if offers, ok := d.known[r]; ok {
		return offers, nil
	}
	without, err := d.offers(lo)
	if err != nil {
		return nil, err
	}
	with, err := d.offers(hi)
	if err != nil {
		return nil, err
	}
	if err := d.weigh(len(without) + len(with)); err != nil {
		return nil, err
	}
	next, _, _ := d.Node(hi)
	d.known[r] = d.best(d.either(level, without, with, next == level+1), d.sides)
	return d.known[r], nil
}

// either lists what is offered without the next choice of an input, and with it;
// continued says that the choice after it is already made there.
func (d *counter) either(level uint32, without, with []offer, continued bool) []offer {
	c := d.choices[level]
	row := d.market.offers[c.input]
	now, next := row[c.next-1], row[c.next]
	price := next.spent - now.spent
	if continued && !c.last {
		next.picks, next.count = 0, 0
	}
	all := make([]offer, 0, len(without)+len(with))
	for _, o := range without {
		all = append(all, offer{o.spent, o.prospect, o.count + now.count, o.picks, now.picks})
	}
	for _, o := range with {
		all = append(all, offer{o.spent + price, o.prospect, o.count + next.count, o.picks, next.picks})
	}
	return all
}
