package attacktree

import (
	"cmp"
	"context"
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree/internal/bdd"
	"github.com/stormtree-dev/stormtree/attacktree/internal/circuit"
)

// stance is what is known about a defence.
type stance uint8

const (
	undecided stance = iota
	declined
	bought
)

// contest is a tree taken apart, in a game about its defences.
type contest struct {
	*Analysis
	game
	leaves    []Leaf
	contested []bool      // by node of the graph: a defence lies below
	movable   []int       // contested leaves and modules, children first
	settled   []prospect  // by node, of leaves and modules that are not contested
	below     [][]bdd.Ref // by module, the nodes of its diagram
	weight    int         // nodes of everything
}

func (t *Tree) contest(ctx context.Context, leaves []Leaf, g game, o Options) (*contest, error) {
	if err := t.checkLeaves(leaves); err != nil {
		return nil, err
	}
	a, err := Analyse(ctx, t, o)
	if err != nil {
		return nil, err
	}
	c := &contest{Analysis: a, game: g, leaves: leaves}
	c.below = make([][]bdd.Ref, len(a.modules))
	for i := range a.modules {
		c.below[i] = a.modules[i].Below(a.modules[i].root)
		c.weight += len(c.below[i])
	}
	c.weight += c.graph.Size()
	c.mark()
	c.settle()
	return c, ctx.Err()
}

// mark finds what defences contest.
func (c *contest) mark() {
	c.contested = make([]bool, c.graph.Size())
	for node := range c.contested {
		c.contested[node] = c.isDefence(node)
		for _, e := range c.graph.Args(node) {
			c.contested[node] = c.contested[node] || c.contested[e.Node()]
		}
		if c.contested[node] && (c.isDefence(node) || c.isModule(node)) {
			c.movable = append(c.movable, node)
		}
	}
}

func (c *contest) isDefence(node int) bool {
	return c.graph.Op(node) == circuit.Leaf && c.tree.kinds[c.graph.Number(node)] == Defence
}

func (c *contest) isOpen(node int, stances []stance) bool {
	return c.isDefence(node) && stances[c.graph.Number(node)] == undecided
}

func (c *contest) isModule(node int) bool { return c.simple[node] || c.at[node] > 0 }

// entangled reports whether defences share something with each other or with attacks.
func (c *contest) entangled() bool {
	return slices.ContainsFunc(c.movable, func(node int) bool { return c.at[node] > 0 })
}

// settle finds the prospects of what no defence contests.
func (c *contest) settle() {
	c.settled = make([]prospect, c.graph.Size())
	for node := range c.settled {
		switch {
		case c.contested[node]:
		case node == 0:
			c.settled[node] = c.always()
		case c.graph.Op(node) == circuit.Leaf:
			leaf := c.graph.Number(node)
			c.settled[node] = c.of(&c.leaves[leaf], c.tree.kinds[leaf])
		case c.isModule(node):
			c.settled[node] = c.module(node, c.settled, nil, 0)
		}
	}
}

// defences lists the defences that matter, ascending.
func (c *contest) defences() []int {
	var list []int
	for _, node := range c.movable {
		if c.isDefence(node) {
			list = append(list, c.graph.Number(node))
		}
	}
	slices.Sort(list)
	return list
}

// prospects gives the prospects of leaves and modules under the stances to all
// defences, by leaf. Where some are open it gives what the defender can hope for
// at best: he may still decide when he knows what the attacker did, and differently
// in different parts. A defence bought then costs its cost times price.
func (c *contest) prospects(stances []stance, price float64) []prospect {
	values := slices.Clone(c.settled)
	for _, node := range c.movable {
		if c.isDefence(node) {
			values[node] = c.defence(c.graph.Number(node), stances, price)
		} else {
			values[node] = c.module(node, values, stances, price)
		}
	}
	return values
}

// value is the root's, of prospects.
func (c *contest) value(values []prospect) float64 {
	return values[c.root.Node()].signed(c.root.Negated()).yes
}

func (c *contest) defence(leaf int, stances []stance, price float64) prospect {
	held := c.always()
	switch stances[leaf] {
	case declined:
		return held.signed(true)
	case bought:
		return held
	}
	return best(c, held.signed(true), held.less(price*c.leaves[leaf].Cost))
}

func (c *contest) module(node int, values []prospect, stances []stance, price float64) prospect {
	if i := c.at[node]; i > 0 {
		m := &c.modules[i-1]
		of := c.through(m, c.below[i-1], values, stances, price)
		return of[m.root.Index()].signed(m.root.Negated())
	}
	parts := c.parts(node, values)
	switch c.graph.Op(node) {
	case circuit.And:
		return joined(c, conjoined, c.always(), parts)
	case circuit.Odd:
		return joined(c, differing, c.always().signed(true), parts)
	}
	return reaching(c, c.graph.Number(node), parts)
}

// parts are the prospects of a gate's arguments.
func (c *contest) parts(node int, values []prospect) []prospect {
	args := c.graph.Args(node)
	parts := make([]prospect, len(args))
	for i, e := range args {
		parts[i] = values[e.Node()].signed(e.Negated())
	}
	return parts
}

// through gives the prospects of the nodes of a module's diagram, by index. At an
// open defence the defender chooses.
func (c *contest) through(m *module, below []bdd.Ref, values []prospect, stances []stance, price float64) []prospect {
	of := make([]prospect, m.root.Index()+2)
	of[bdd.True] = c.always()
	of[bdd.False] = c.always().signed(true)
	for _, r := range below {
		level, lo, hi := m.Node(r)
		input := m.inputs[level]
		l, h := of[lo.Index()].signed(lo.Negated()), of[hi.Index()]
		if c.isOpen(input, stances) {
			if m.turned[level] {
				l, h = h, l
			}
			of[r] = best(c, l, h.less(price*c.leaves[c.graph.Number(input)].Cost))
			continue
		}
		of[r] = c.decide(values[input].signed(m.turned[level]), l, h)
	}
	return of
}

// errand is a node that shall hold, or shall not.
type errand struct {
	node  int
	holds bool
}

// steps lists the leaves of a cheapest attack, ascending, under prospects where
// no defence is open. The root's value must not be impossible.
func (c *contest) steps(values []prospect, stances []stance) []int {
	steps := []int{}
	c.trace(values, stances, 0, func(leaf int, holds bool) {
		if holds && c.tree.kinds[leaf] != Defence {
			steps = append(steps, leaf)
		}
	})
	slices.Sort(steps)
	return steps
}

// crux finds the open defence of the lowest rank on a cheapest attack under
// prospects at a price, one that the defender hopes to buy if there is such.
func (c *contest) crux(values []prospect, stances []stance, price float64, rank []int) (leaf int, ok bool) {
	hoped := false
	c.trace(values, stances, price, func(at int, holds bool) {
		switch {
		case c.tree.kinds[at] != Defence || stances[at] != undecided:
		case !ok || holds && !hoped || holds == hoped && rank[at] < rank[leaf]:
			leaf, hoped, ok = at, holds, true
		}
	})
	return leaf, ok
}

// trace visits the leaves that a cheapest attack depends on. At an open defence the
// defender chooses.
func (c *contest) trace(values []prospect, stances []stance, price float64, visit func(leaf int, holds bool)) {
	for todo := []errand{{c.root.Node(), !c.root.Negated()}}; len(todo) > 0; {
		e := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		switch i := c.at[e.node]; {
		case i > 0:
			m := &c.modules[i-1]
			todo = c.follow(todo, e, m, c.through(m, c.below[i-1], values, stances, price), values, stances, price)
		case c.graph.Op(e.node) == circuit.Leaf:
			visit(c.graph.Number(e.node), e.holds)
		case c.graph.Op(e.node) == circuit.Odd:
			todo = c.flip(todo, e, values)
		case e.node > 0:
			todo = c.pickArguments(todo, e, values)
		}
	}
}

// follow takes a cheapest path through a module's diagram.
func (c *contest) follow(todo []errand, e errand, m *module, of, values []prospect, stances []stance, price float64) []errand {
	r := m.root
	if !e.holds {
		r = r.Not()
	}
	for r > bdd.True {
		level, lo, hi := m.Node(r)
		input, turned := m.inputs[level], m.turned[level]
		less, more := of[lo.Index()].signed(lo.Negated()).yes, of[hi.Index()].signed(hi.Negated()).yes
		var holds bool
		if c.isOpen(input, stances) {
			cost := price * c.leaves[c.graph.Number(input)].Cost
			if holds = more-cost > less; turned {
				holds = less-cost <= more
			}
		} else {
			x := values[input].signed(turned)
			less, more = x.no+less, x.yes+more
			holds = more < less || more == less && turned
		}
		if r = lo; holds {
			r = hi
		}
		todo = append(todo, errand{input, holds != turned})
	}
	return todo
}

// pickArguments takes the cheapest arguments of a conjunction or threshold.
func (c *contest) pickArguments(todo []errand, e errand, values []prospect) []errand {
	args := slices.Clone(c.graph.Args(e.node))
	needed := len(args)
	if c.graph.Op(e.node) == circuit.AtLeast {
		needed = c.graph.Number(e.node)
	}
	if !e.holds {
		needed = len(args) - needed + 1
	}
	price := func(a circuit.Edge) float64 { return values[a.Node()].signed(a.Negated() == e.holds).yes }
	slices.SortStableFunc(args, func(a, b circuit.Edge) int { return cmp.Compare(price(a), price(b)) })
	for _, a := range args[:needed] {
		todo = append(todo, errand{a.Node(), a.Negated() != e.holds})
	}
	return todo
}

// flip leaves the arguments of a parity as they are for nothing, but for the one
// that is cheapest to turn, if the parity must turn.
func (c *contest) flip(todo []errand, e errand, values []prospect) []errand {
	first, parity, turned := len(todo), false, -1
	price := func(node int) float64 { return max(values[node].yes, values[node].no) }
	for _, a := range c.graph.Args(e.node) {
		node := a.Node()
		holds := values[node].no > 0
		parity = parity != (holds != a.Negated())
		if turned < 0 || price(node) < price(todo[turned].node) {
			turned = len(todo)
		}
		todo = append(todo, errand{node, holds})
	}
	if parity != e.holds && turned >= first {
		todo[turned].holds = !todo[turned].holds
	}
	return todo
}

// under is the same contest in another game.
func (c *contest) under(g game) *contest {
	other := *c
	other.game = g
	other.settle()
	return &other
}

// stances are the same one to all defences, by leaf.
func (c *contest) stances(s stance) []stance {
	return slices.Repeat([]stance{s}, len(c.leaves))
}

// sum is what steps cost.
func (c *contest) sum(steps []int) float64 {
	sum := 0.0
	for _, leaf := range steps {
		if c.tree.isAction(leaf) {
			sum += c.leaves[leaf].Cost
		}
	}
	return sum
}
