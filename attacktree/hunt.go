package attacktree

import (
	"cmp"
	"container/heap"
	"context"
	"math"
	"slices"
)

// hunt is a search for the best defences within a budget: branch and bound, the
// most promising branch first.
type hunt struct {
	*contest
	goal     Goal
	budget   float64
	priced   *contest // in a game without infinite prices; nil where buying has no price
	never    float64  // what is impossible costs there
	dearest  float64  // what all attacks together cost, less than half of that
	price    float64  // of a unit that the defender spends there, in units of the attacker's
	defences []int    // that matter, the most effective first
	rank     []int    // by leaf, its place among them
	branches branches
	by       branching
	left     int     // visits of nodes
	ceiling  float64 // no choice is better than that
	best     []int
	value    float64 // of the best
	paid     float64 // for it
}

// branching is which defence a search decides about next: the most effective one,
// or the most effective of those that a branch's bound rests on. The latter takes
// longer for a step, mostly fewer steps, and is for prices only.
type branching uint8

const (
	byRank branching = iota
	byCrux
)

// perVisit is how many visits of nodes a search may make for each node that the
// options allow.
const perVisit = 64

func (c *contest) effort() int { return perVisit * c.limit }

// hunt searches until the best is found, or so many nodes are visited; then it can resume.
func (c *contest) hunt(ctx context.Context, budget float64, goal Goal, effort int) *hunt {
	return c.huntBelow(ctx, budget, goal, effort, byCrux, goal.best())
}

// huntBelow is a hunt where it is known that nothing is better than a ceiling.
func (c *contest) huntBelow(ctx context.Context, budget float64, goal Goal, effort int, by branching, ceiling float64) *hunt {
	h := &hunt{
		contest: c, goal: goal, budget: atMost(budget), defences: c.defences(),
		branches: branches{game: c.game}, best: []int{}, left: effort, by: by, ceiling: ceiling,
	}
	root := branch{stances: c.stances(undecided)}
	h.refuseDear(&root)
	h.setPrice(ctx, root)
	h.sort(ctx, root)
	h.value = h.settledValue(root)
	h.add(root, false)
	h.resume(ctx, 0)
	return h
}

// resume goes on with so much more effort.
func (h *hunt) resume(ctx context.Context, effort int) {
	for h.left += effort; h.goesOn(ctx); {
		h.split(heap.Pop(&h.branches).(branch))
	}
}

// branch is all choices that agree about some of the defences.
type branch struct {
	stances []stance
	spent   float64
	decided int // of the defences in their order
	bound   float64
}

// branches is a heap: the best bound first, of equal ones the deepest branch.
type branches struct {
	list []branch
	game game
}

func (b *branches) Len() int      { return len(b.list) }
func (b *branches) Swap(i, j int) { b.list[i], b.list[j] = b.list[j], b.list[i] }
func (b *branches) Push(x any)    { b.list = append(b.list, x.(branch)) }

func (b *branches) Pop() any {
	last := b.list[len(b.list)-1]
	b.list = b.list[:len(b.list)-1]
	return last
}

func (b *branches) Less(i, j int) bool {
	x, y := &b.list[i], &b.list[j]
	if x.bound != y.bound {
		return b.game.prefers(x.bound, y.bound)
	}
	return x.decided > y.decided
}

// refuseDear refuses what the rest of the budget does not pay.
func (h *hunt) refuseDear(b *branch) {
	for _, leaf := range h.defences {
		if b.stances[leaf] == undecided && b.spent+h.leaves[leaf].Cost > h.budget {
			b.stances[leaf] = declined
		}
	}
}

// goesOn reports whether a branch is left that may be better than the best.
func (h *hunt) goesOn(ctx context.Context) bool {
	return h.open() && !h.spent(ctx)
}

func (h *hunt) open() bool {
	return h.branches.Len() > 0 && h.goal.improves(h.branches.list[0].bound, h.value)
}

func (h *hunt) spent(ctx context.Context) bool { return h.left <= 0 || ctx.Err() != nil }

// split decides about one more defence.
func (h *hunt) split(b branch) {
	leaf, ok := h.next(b)
	if !ok {
		return
	}
	b.decided++
	with := branch{stances: slices.Clone(b.stances), spent: b.spent + h.leaves[leaf].Cost, decided: b.decided}
	with.stances[leaf], b.stances[leaf] = bought, declined
	h.refuseDear(&with)
	h.add(with, true)
	h.add(b, false)
}

// next is the defence to decide about: the most effective of those that the bound
// rests on, or of all.
func (h *hunt) next(b branch) (leaf int, ok bool) {
	if leaf, ok = h.cruxOf(b); ok {
		return leaf, true
	}
	for _, leaf := range h.defences {
		if b.stances[leaf] == undecided {
			return leaf, true
		}
	}
	return 0, false
}

func (h *hunt) cruxOf(b branch) (leaf int, ok bool) {
	c := h.contest
	if h.priced != nil {
		c = h.priced
	}
	if h.by == byRank || c.mixes() {
		return 0, false
	}
	h.left -= 2 * c.weight
	return c.crux(c.prospects(b.stances, h.price), b.stances, h.price, h.rank)
}

// add keeps a branch if it may be better than the best; fresh says that the
// defences bought so far were not yet tried by themselves.
func (h *hunt) add(b branch, fresh bool) {
	if fresh {
		value := h.settledValue(b)
		if h.goal.improves(value, h.value) || !h.goal.improves(h.value, value) && b.spent < h.paid {
			h.value, h.best, h.paid = value, h.boughtIn(b), b.spent
		}
	}
	b.bound = h.boundOf(b)
	if h.goal.improves(b.bound, h.value) {
		heap.Push(&h.branches, b)
	}
}

// settledValue is the value of a branch if nothing more is bought.
func (h *hunt) settledValue(b branch) float64 {
	stances := slices.Clone(b.stances)
	for leaf, s := range stances {
		if s == undecided {
			stances[leaf] = declined
		}
	}
	return h.valueOf(h.contest, stances, 0)
}

func (h *hunt) boughtIn(b branch) []int {
	list := []int{}
	for leaf, s := range b.stances {
		if s == bought {
			list = append(list, leaf)
		}
	}
	return list
}

func (h *hunt) valueOf(c *contest, stances []stance, price float64) float64 {
	h.left -= c.weight
	return c.value(c.prospects(stances, price))
}

// boundOf is a value that no choice of a branch exceeds.
func (h *hunt) boundOf(b branch) float64 {
	bound := h.valueOf(h.contest, b.stances, 0)
	if h.priced != nil && h.goal.improves(bound, h.value) {
		bound = min(bound, h.pricedBound(b))
	}
	if h.goal.improves(bound, h.ceiling) {
		return h.ceiling
	}
	return bound
}

// pricedBound is the relaxation of Lagrange: a choice within the budget is worth
// no more than its value and, at the price, what it leaves of the budget.
func (h *hunt) pricedBound(b branch) float64 {
	bound := h.valueOf(h.priced, b.stances, h.price) + h.price*(h.budget-b.spent)
	if bound >= h.never {
		return math.Inf(1)
	}
	return min(bound, h.dearest)
}

// priceRange is how far prices may be from what makes the whole budget as dear as
// an impossible attack, upwards and downwards.
const priceRange = 1 << 12

// setPrice looks for the price with the best bound.
func (h *hunt) setPrice(ctx context.Context, root branch) {
	if h.goal != DearAttack || h.budget == 0 || math.IsInf(h.budget, 1) {
		return
	}
	for leaf, l := range h.leaves {
		if h.tree.isAction(leaf) {
			h.dearest += l.Cost
		}
	}
	h.never = 2*h.dearest + 1
	h.priced = h.under(prices{h.never})
	lowest, price := math.Inf(1), 0.0
	for h.price = priceRange * h.never / h.budget; h.price > h.never/h.budget/priceRange && !h.spent(ctx); h.price /= 2 {
		bound := h.valueOf(h.priced, root.stances, h.price) + h.price*h.budget
		if bound < lowest {
			lowest, price = bound, h.price
		}
	}
	h.price = price
}

// sort puts those defences first whose refusal alone makes the bound worst, of
// equal ones the cheapest.
func (h *hunt) sort(ctx context.Context, root branch) {
	bounds := map[int]float64{}
	for _, leaf := range h.defences {
		before := root.stances[leaf]
		root.stances[leaf] = declined
		if !h.spent(ctx) {
			bounds[leaf] = h.anyBound(root)
		}
		root.stances[leaf] = before
	}
	slices.SortStableFunc(h.defences, func(a, b int) int {
		worst := cmp.Compare(bounds[a], bounds[b])
		if h.goal == SmallChance {
			worst = -worst
		}
		return cmp.Or(worst, cmp.Compare(h.leaves[a].Cost, h.leaves[b].Cost))
	})
	h.rank = make([]int, len(h.leaves))
	for i, leaf := range h.defences {
		h.rank[leaf] = i
	}
}

// anyBound is one to compare: infinite prices would hide differences.
func (h *hunt) anyBound(b branch) float64 {
	if h.priced != nil {
		return h.valueOf(h.priced, b.stances, h.price)
	}
	return h.valueOf(h.contest, b.stances, 0)
}

// plan is the best so far.
func (h *hunt) plan() Plan {
	p := Plan{Defended: h.referee().judge(h.best, h.goal), Exact: !h.open()}
	p.Bound = h.goal.value(p.Defended)
	if !p.Exact {
		p.Bound = h.branches.list[0].bound
		p.Gap = math.Abs(p.Bound - h.goal.value(p.Defended))
	}
	return p
}
