package risk

import (
	"context"
	"math/big"
	"slices"
	"strconv"

	"github.com/stormtree-dev/stormtree/attacktree"
)

const (
	usualOrder = 10        // up to which sets are counted by order when nobody says
	manyNodes  = 4_000_000 // of diagrams above which nobody waits for that
	manyLeaves = 100_000   // above which neither
	firstTries = 64        // sets to look through for one that somebody can do
)

// sets counts the minimal sets and lists some.
func (a *asking) sets(ctx context.Context) error {
	m := &a.answer.MinimalSets
	m.MaxOrder, m.Limited, m.Best = a.MaxOrder, a.MaxOrder > 0, orderWord(a.By)
	if err := a.count(ctx, m); err != nil {
		return err
	}
	shown, err := a.analysis.List(ctx, a.Leaves, a.By, a.Sets)
	if err != nil {
		return err
	}
	for _, set := range shown {
		m.Listed = append(m.Listed, a.ids(set.Leaves))
		m.Shown = append(m.Shown, *a.attack(&set))
	}
	a.remarkConstant(shown)
	return nil
}

// count counts all minimal sets, or those up to an order, and how many there are
// of each order unless that takes long.
func (a *asking) count(ctx context.Context, m *MinimalSets) error {
	if a.MaxOrder > 0 {
		orders, err := a.analysis.Orders(ctx, a.MaxOrder)
		if err != nil {
			return err
		}
		m.Count, m.Exact, m.ByOrder = Count(allOf(orders).String()), true, orders
		return nil
	}
	count, err := a.analysis.Count(ctx)
	if err != nil {
		return err
	}
	m.Count, m.Exact = Count(count.String()), true
	if a.analysis.Nodes() > manyNodes || len(a.Leaves) > manyLeaves {
		return nil
	}
	orders, err := a.analysis.Orders(ctx, usualOrder)
	if err != nil {
		return err
	}
	if m.ByOrder = orders; allOf(orders).Cmp(count) < 0 {
		m.MaxOrder = usualOrder
	}
	return nil
}

func allOf(counts []*big.Int) *big.Int {
	sum := new(big.Int)
	for _, c := range counts {
		sum.Add(sum, c)
	}
	return sum
}

// remarkConstant says of a tree without a question that it has none.
func (a *asking) remarkConstant(shown []attacktree.Attack) {
	switch count := a.answer.MinimalSets.Count; {
	case count == "0" && a.MaxOrder == 0:
		a.remark("the top never holds: nothing brings it about")
	case len(shown) > 0 && len(shown[0].Leaves) == 0:
		a.remark("the top holds without any leaf")
	}
}

func orderWord(by attacktree.Order) string {
	switch by {
	case attacktree.Cheapest:
		return "cheapest"
	case attacktree.Smallest:
		return "smallest"
	}
	return "likeliest"
}

func (a *asking) remark(message string) { a.answer.Notes = append(a.answer.Notes, message) }

// cheapest finds the attack that costs least, if the file says what they cost.
func (a *asking) cheapest(ctx context.Context) error {
	if a.Lacks.Costs {
		return nil
	}
	found, err := a.first(ctx, attacktree.Cheapest)
	a.answer.Cheapest = a.attack(found)
	return err
}

func (a *asking) likeliest(ctx context.Context) error {
	if a.Lacks.Probabilities {
		return nil
	}
	found, err := a.first(ctx, attacktree.Likeliest)
	a.answer.Likeliest = a.attack(found)
	return err
}

// first is the best minimal set that somebody can do: it has an action, no
// accident, and a chance.
func (a *asking) first(ctx context.Context, by attacktree.Order) (*attacktree.Attack, error) {
	for _, tries := range []int{1, firstTries} {
		found, err := a.analysis.List(ctx, a.Leaves, by, tries)
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(found, a.isAttack); i >= 0 {
			return &found[i], nil
		}
		if len(found) < tries {
			return nil, nil
		}
	}
	return nil, attacktree.ErrBudget
}

func (a *asking) isAttack(set attacktree.Attack) bool {
	is := func(k attacktree.Kind) bool {
		return slices.ContainsFunc(set.Leaves, func(l int) bool { return a.Kinds[l] == k })
	}
	return is(attacktree.Action) && !is(attacktree.Accident) && set.Probability > 0
}

// attack is a set in its public form; nil stays nil.
func (a *asking) attack(found *attacktree.Attack) *Attack {
	if found == nil {
		return nil
	}
	public := &Attack{Steps: a.ids(found.Leaves), Cost: found.Cost, Time: found.Time, Probability: found.Probability, Lacks: a.Lacks}
	public.Lacks.Times = true // which takes the order of sequences: see quickest
	if found.Skill > 0 {
		public.Skill = strconv.Itoa(found.Skill)
	}
	for _, l := range found.Leaves {
		if a.Kinds[l] != attacktree.Action {
			public.Conditions = append(public.Conditions, a.IDs[l])
		}
	}
	return public
}
