package attacktree

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Goal is what a defender wants.
type Goal uint8

// The goals of a defender.
const (
	// DearAttack makes the cheapest attack as dear as possible: attackers see the
	// defences and do what they need to.
	DearAttack Goal = iota
	// SmallChance makes it as unlikely as possible that the root is reached when
	// every leaf but the defences happens with its probability.
	SmallChance
)

// Defended is a choice of defences, and what it leads to.
type Defended struct {
	Cost        float64 // of the defences together
	Defences    []int   // leaves, ascending; none of them can be left out
	Attack      float64 // the cost of the cheapest attack in spite of them; +Inf if there is none
	Steps       []int   // its leaves, ascending; nil if there is none
	Probability float64 // of the root in spite of them
}

// DefenceFront returns the Pareto front of what defences cost and what the
// cheapest attack then costs, the cheapest defence first; each point makes attacks
// dearer than those before. The first costs nothing; in the last attacks may be
// impossible.
//
// Each leaf of kind Defence is bought, at its Cost, or not; only then an attacker,
// who sees them, does some of the other leaves so that the root holds. Actions cost
// their Cost; luck costs him nothing, and he need not do anything. Negations may
// give both sides ways to answer each other. Probabilities do not matter to the
// front, they only give Defended.Probability.
//
// Parts that share nothing are solved by themselves, in time proportional to the
// products of their fronts, which may grow exponentially. Where something is shared
// it searches for one point after the other as Defend does, or builds a decision
// diagram with the defences first; both are exponential in the defences at worst.
// Options.MaxNodes bounds all of this, then there is ErrBudget. Of choices that are
// equally good one is named, always the same.
func (t *Tree) DefenceFront(ctx context.Context, leaves []Leaf, o Options) ([]Defended, error) {
	return t.defenceFront(ctx, leaves, DearAttack, o)
}

// DefenceOdds returns the Pareto front of what defences cost and how likely the root
// is then reached, if every other leaf happens with its probability: the cheapest
// first, each likelihood smaller than those before. It is bounded as DefenceFront.
func (t *Tree) DefenceOdds(ctx context.Context, leaves []Leaf, o Options) ([]Defended, error) {
	return t.defenceFront(ctx, leaves, SmallChance, o)
}

func (t *Tree) defenceFront(ctx context.Context, leaves []Leaf, goal Goal, o Options) ([]Defended, error) {
	c, err := t.contest(ctx, leaves, goal.game(), o)
	if err != nil {
		return nil, err
	}
	choices, err := c.choices(ctx, goal)
	if err != nil {
		return nil, err
	}
	return c.judged(ctx, choices, goal)
}

// judged is the front of some choices.
func (c *contest) judged(ctx context.Context, choices [][]int, goal Goal) (front []Defended, err error) {
	r := c.referee()
	for _, defences := range choices {
		front = r.append(front, r.judge(defences, goal), goal)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return front, nil
}

// choices lists choices of defences, cheapest first, that hold the front: from the
// market if parts are independent; else by branch and bound where that is easy, or
// from the market, or by more branch and bound in another order.
func (c *contest) choices(ctx context.Context, goal Goal) (choices [][]int, err error) {
	err = ErrBudget
	if c.entangled() {
		choices, err = c.chase(ctx, goal, c.effort()/4, byCrux)
	}
	if errors.Is(err, ErrBudget) {
		choices, err = c.survey(ctx)
	}
	if errors.Is(err, ErrBudget) {
		choices, err = c.chase(ctx, goal, c.effort(), byRank)
	}
	return choices, err
}

// survey finds the front on the market.
func (c *contest) survey(ctx context.Context) ([][]int, error) {
	m := c.market(ctx, math.Inf(1))
	offers, err := m.front()
	if err != nil {
		return nil, err
	}
	choices := make([][]int, len(offers))
	for i, o := range offers {
		choices[i] = m.bought(o)
	}
	return choices, nil
}

// chase finds the front by looking for the best choices within ever smaller budgets.
func (c *contest) chase(ctx context.Context, goal Goal, effort int, by branching) (choices [][]int, err error) {
	ceiling := goal.best()
	for budget := math.Inf(1); ; {
		h := c.huntBelow(ctx, budget, goal, effort, by, ceiling)
		switch effort, ceiling = h.left, h.value; {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case h.open():
			return nil, fmt.Errorf("the front of defences: %w", ErrBudget)
		}
		choices = append(choices, h.best)
		if h.paid == 0 {
			slices.Reverse(choices)
			return choices, nil
		}
		budget = h.paid * (1 - 4*closeness)
	}
}

func (g Goal) game() game {
	if g == SmallChance {
		return odds{}
	}
	return prices{math.Inf(1)}
}

func (g Goal) check() error {
	if g > SmallChance {
		return fmt.Errorf("unknown goal %d", g)
	}
	return nil
}

// best is the value that nothing exceeds.
func (g Goal) best() float64 {
	if g == SmallChance {
		return 0
	}
	return math.Inf(1)
}

// value is that of a choice of defences.
func (g Goal) value(d Defended) float64 {
	if g == SmallChance {
		return d.Probability
	}
	return d.Attack
}

// improves reports whether a value is better than another, by more than rounding.
func (g Goal) improves(a, b float64) bool {
	if g == SmallChance {
		return exceeds(b, a)
	}
	return exceeds(a, b)
}

// referee tells what a choice of defences leads to.
type referee struct {
	costs, chances *contest
	stances        []stance // all are declined
	defences       []int
}

func (c *contest) referee() *referee {
	return &referee{
		costs: c.under(prices{math.Inf(1)}), chances: c.under(odds{}),
		stances: c.stances(declined), defences: c.defences(),
	}
}

// judge finds the attack that answers to some defences, and the chance. Defences
// that cost nothing and change nothing are left out.
func (r *referee) judge(defences []int, goal Goal) Defended {
	d := r.outcome(defences)
	for i := len(d.Defences) - 1; i >= 0; i-- {
		if r.costs.leaves[d.Defences[i]].Cost > 0 {
			continue
		}
		rest := append(append([]int{}, d.Defences[:i]...), d.Defences[i+1:]...)
		if less := r.outcome(rest); !goal.improves(goal.value(d), goal.value(less)) {
			d = less
		}
	}
	return d
}

func (r *referee) outcome(defences []int) Defended {
	d := Defended{Defences: defences}
	for _, leaf := range defences {
		r.stances[leaf] = bought
		d.Cost += r.costs.leaves[leaf].Cost
	}
	values := r.costs.prospects(r.stances, 0)
	if d.Attack = r.costs.value(values); !math.IsInf(d.Attack, 1) {
		d.Steps = r.costs.steps(values, r.stances)
		d.Attack = r.costs.sum(d.Steps)
	}
	d.Probability = r.chances.value(r.chances.prospects(r.stances, 0))
	for _, leaf := range defences {
		r.stances[leaf] = declined
	}
	return d
}

// append adds a choice to a front of cheaper ones, if it is better than they are.
func (r *referee) append(front []Defended, d Defended, goal Goal) []Defended {
	for last := len(front) - 1; ; last-- {
		switch {
		case last < 0 || d.Cost > atMost(front[last].Cost) && goal.improves(goal.value(d), goal.value(front[last])):
			return append(front[:last+1], d)
		case !goal.improves(goal.value(d), goal.value(front[last])):
			return front
		}
	}
}

// Plan is the best choice of defences that was found within a budget.
type Plan struct {
	Defended
	Bound float64 // no choice within the budget is better: no attack dearer, or no chance smaller
	Gap   float64 // between the bound and the plan, 0 if the plan is exact, +Inf if the bound is and the plan is not
	Exact bool    // the plan is optimal
}

// Defend returns the best defences that cost at most budget together, as
// DefenceFront and DefenceOdds understand them. Equality is allowed; +Inf is no limit.
//
// It is branch and bound on one defence after the other, the most effective of
// those that the bound rests on. The bound of a branch lets the defender decide
// about what is still open when he already knows the attack: one pass over the
// tree's diagrams, in any order of leaves. It ignores what that costs, or trades it
// for the attack's cost at the rate that bounds best (Lagrange). Where this takes
// long, the front within the budget is tried too. When Options.MaxNodes or the
// context ends it, the best plan so far is returned with the bound; the context's
// error, or ErrBudget, only when there is not even a diagram of the tree.
func (t *Tree) Defend(ctx context.Context, leaves []Leaf, budget float64, goal Goal, o Options) (Plan, error) {
	if err := errors.Join(goal.check(), checkBudget(budget)); err != nil {
		return Plan{}, err
	}
	c, err := t.contest(ctx, leaves, goal.game(), o)
	if err != nil {
		return Plan{}, err
	}
	h := c.hunt(ctx, budget, goal, c.effort()/4)
	if h.open() {
		if p, ok := c.shop(ctx, budget, goal); ok {
			return p, nil
		}
		h.resume(ctx, c.effort()-c.effort()/4)
	}
	return h.plan(), nil
}

func checkBudget(budget float64) error {
	if !(budget >= 0) {
		return fmt.Errorf("a budget of %v is negative or no number", budget)
	}
	return nil
}

// shop takes the best of the front within a budget, if that is within reach.
func (c *contest) shop(ctx context.Context, budget float64, goal Goal) (Plan, bool) {
	m := c.market(ctx, budget)
	offers, err := m.front()
	if err != nil {
		return Plan{}, false
	}
	r := c.referee()
	p := Plan{Defended: r.judge(m.bought(offers[len(offers)-1]), goal), Exact: true}
	p.Bound = goal.value(p.Defended)
	return p, true
}
