package attacktree

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree/internal/circuit"
)

// offer is what a part of a tree is worth if the defender spends so much in it.
type offer struct {
	spent float64
	prospect
	count int32 // of defences bought
	picks int32 // which: a receipt in the ledger
	more  int32 // as picks, while it is only a candidate
}

// receipt is for one defence, or for what two others are for. Receipt 0 is for none.
type receipt struct {
	leaf, a, b int32 // leaf is -1 for two others
}

// market finds the offers that can matter: of an independent part only those that
// no cheaper one beats. A gate over independent parts joins their offers; other
// modules need a diagram with the defences first, where the rest below them has
// one prospect and each defence above joins what is offered with and without it.
type market struct {
	*contest
	ctx    context.Context
	budget float64
	sides  []uint8   // by node: whose prospects matter, forYes, forNo or both
	offers [][]offer // by node, of what is contested
	ledger []receipt
	left   int // offers that may still be weighed
}

const (
	forYes uint8 = 1 << iota
	forNo
)

// perNode is how many offers may be weighed for each node that the options allow.
const perNode = 4

func (c *contest) market(ctx context.Context, budget float64) *market {
	m := &market{
		contest: c, ctx: ctx, budget: atMost(budget), left: perNode * c.limit,
		sides: make([]uint8, c.graph.Size()), offers: make([][]offer, c.graph.Size()), ledger: make([]receipt, 1),
	}
	m.sides[c.root.Node()] = swapped(forYes, c.root.Negated())
	for node := c.root.Node(); node > 0; node-- {
		for _, e := range c.graph.Args(node) {
			sides := swapped(m.sides[node], e.Negated())
			if c.graph.Op(node) == circuit.Odd && sides > 0 {
				sides = forYes | forNo
			}
			m.sides[e.Node()] |= sides
		}
	}
	return m
}

func swapped(sides uint8, negated bool) uint8 {
	if negated {
		return sides>>1 | sides<<1&forNo
	}
	return sides
}

// front lists the root's offers, the cheapest first.
func (m *market) front() ([]offer, error) {
	for _, node := range m.movable {
		if m.sides[node] == 0 {
			continue
		}
		if err := m.visit(node); err != nil {
			return nil, err
		}
	}
	offers := m.best(m.at(m.root), forYes)
	return offers, m.weigh(0)
}

func (m *market) visit(node int) (err error) {
	switch {
	case m.isDefence(node):
		m.offers[node] = m.defence(node)
	case m.simple[node] && m.graph.Op(node) != circuit.AtLeast:
		m.offers[node], err = m.join(node)
	default:
		m.offers[node], err = m.decided(node)
	}
	return err
}

// at are the offers behind an edge.
func (m *market) at(e circuit.Edge) []offer {
	node := e.Node()
	if !m.contested[node] {
		return []offer{{prospect: m.settled[node].signed(e.Negated())}}
	}
	if !e.Negated() {
		return m.offers[node]
	}
	turned := slices.Clone(m.offers[node])
	for i := range turned {
		turned[i].prospect = turned[i].signed(true)
	}
	return turned
}

func (m *market) defence(node int) []offer {
	leaf := m.graph.Number(node)
	held := m.always()
	m.ledger = append(m.ledger, receipt{leaf: int32(leaf)})
	return m.best([]offer{
		{prospect: held.signed(true)},
		{spent: m.leaves[leaf].Cost, prospect: held, count: 1, picks: int32(len(m.ledger) - 1)},
	}, m.sides[node])
}

// join makes the offers of a gate over independent parts.
func (m *market) join(node int) ([]offer, error) {
	all, combine, sides := m.always(), conjoined, m.sides[node]
	if m.graph.Op(node) == circuit.Odd {
		all, combine, sides = all.signed(true), differing, forYes|forNo
	}
	offers := []offer{{prospect: all}}
	for _, e := range m.graph.Args(node) {
		var err error
		if offers, err = m.product(m.at(e), offers, combine, sides); err != nil {
			return nil, err
		}
	}
	return m.best(offers, m.sides[node]), nil
}

// portion is how many offers are compared at once, while no more matter.
const portion = 1 << 15

// product joins the offers of two independent parts.
func (m *market) product(xs, ys []offer, combine func(g game, x, y prospect) prospect, sides uint8) (kept []offer, err error) {
	enough := portion
	for _, x := range xs {
		if err := m.weigh(len(ys)); err != nil {
			return nil, err
		}
		for _, y := range ys {
			both := combine(m.game, x.prospect, y.prospect)
			kept = append(kept, offer{x.spent + y.spent, both, x.count + y.count, x.picks, y.picks})
		}
		if len(kept) > enough {
			kept = m.best(kept, sides)
			enough = max(portion, 2*len(kept))
		}
	}
	return m.best(kept, sides), nil
}

// weigh pays for so many offers.
func (m *market) weigh(offers int) error {
	m.left -= offers
	if m.left < 0 {
		return fmt.Errorf("choices of defences: %w", ErrBudget)
	}
	return m.ctx.Err()
}

// best leaves the offers that can matter to the given sides, the cheapest first.
// Of equal ones it takes that with the fewest defences. What it leaves means
// nothing once nothing more may be weighed.
func (m *market) best(offers []offer, sides uint8) []offer {
	slices.SortStableFunc(offers, func(a, b offer) int {
		return cmp.Or(cmp.Compare(a.spent, b.spent), m.better(a, b, sides), cmp.Compare(a.count, b.count))
	})
	kept := offers[:0]
	s := shelf{market: m, sides: sides}
	for _, o := range offers {
		if o.spent > m.budget {
			break
		}
		if s.lacks(o.prospect) {
			kept = append(kept, m.enter(o))
		}
	}
	return slices.Clip(kept)
}

// better puts what is better for the first side before what is worse.
func (m *market) better(a, b offer, sides uint8) int {
	if sides == forNo {
		a.prospect, b.prospect = a.signed(true), b.signed(true)
	}
	switch {
	case m.prefers(a.yes, b.yes):
		return -1
	case m.prefers(b.yes, a.yes):
		return 1
	case m.prefers(a.no, b.no):
		return -1
	case m.prefers(b.no, a.no):
		return 1
	}
	return 0
}

// enter writes down which defences an offer takes.
func (m *market) enter(o offer) offer {
	switch {
	case o.picks == 0:
		o.picks = o.more
	case o.more != 0:
		m.ledger = append(m.ledger, receipt{-1, o.picks, o.more})
		o.picks = int32(len(m.ledger) - 1)
	}
	o.more = 0
	return o
}

// bought lists the defences of an offer, ascending.
func (m *market) bought(o offer) []int {
	list := []int{}
	for stack := []int32{o.picks}; len(stack) > 0; {
		p := m.ledger[stack[len(stack)-1]]
		none := stack[len(stack)-1] == 0
		stack = stack[:len(stack)-1]
		switch {
		case none:
		case p.leaf < 0:
			stack = append(stack, p.a, p.b)
		default:
			list = append(list, int(p.leaf))
		}
	}
	slices.Sort(list)
	return list
}

// shelf is what offers so far, none dearer than the next, promise.
type shelf struct {
	*market
	sides uint8
	some  bool
	top   prospect   // the best for each side
	known []prospect // all that were new, while both sides matter and values do not mix
}

// lacks takes a prospect in, and reports whether it promises something new. Where
// values mix, a part's best share is always one of its ends.
func (s *shelf) lacks(x prospect) bool {
	switch {
	case !s.some:
		s.some, s.top = true, x
	case s.left < 0:
		return false
	case s.sides == forYes && !s.prefers(x.yes, s.top.yes), s.sides == forNo && !s.prefers(x.no, s.top.no):
		return false
	case s.sides == forYes|forNo && !s.mixes():
		s.left -= len(s.known) / perNode
		for _, k := range s.known {
			if !s.prefers(x.yes, k.yes) && !s.prefers(x.no, k.no) {
				return false
			}
		}
	case !s.prefers(x.yes, s.top.yes) && !s.prefers(x.no, s.top.no):
		return false
	}
	s.top = best(s, s.top, x)
	if s.sides == forYes|forNo && !s.mixes() {
		s.known = append(s.known, x)
	}
	return true
}
