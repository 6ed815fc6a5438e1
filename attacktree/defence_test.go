package attacktree

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// duel says how a generated attack-defence tree looks: a tree of gates over
// actions, some of them inhibited by defences, some of those countered in turn.
type duel struct {
	attacks, defences int
	shared            float64 // of the children, how many stand elsewhere already
	inhibited         float64 // of the attackers' leaves and gates, how many are
	countered         float64 // of the inhibitions, how many are
	near              int     // of the nodes that were made last, from how many shared ones are taken
}

// tree draws the tree with its numbers. Costs are whole, so that sums are exact.
func (d duel) tree(seed uint64) (*Tree, []Leaf) {
	r := rand.New(rand.NewPCG(seed, 21))
	g := dueling{duel: d, Rand: r}
	var row []Node
	for range d.attacks {
		row = append(row, g.Leaf([]Kind{Action, Action, Action, Action, Action, Action, Condition, Accident}[r.IntN(8)]))
	}
	for range d.defences {
		g.pool = append(g.pool, g.Leaf(Defence))
	}
	g.attack = slices.Clone(row)
	for i, leaf := range row {
		row[i] = g.guarded(leaf)
	}
	for len(row) > 1 {
		k := min(len(row), 2+r.IntN(3))
		at := g.guarded(g.gateOver(g.mixed(row[:k])))
		g.attack = append(g.attack, at)
		row = append(row[k:], at)
	}
	tree := finished(&g.Builder, row[0])
	leaves := make([]Leaf, len(tree.kinds))
	for i := range leaves {
		leaves[i] = Leaf{Cost: float64(1 + r.IntN(20)), Probability: float64(1+r.IntN(8)) / 8}
		if tree.kinds[i] == Defence {
			leaves[i].Cost = max(0, float64(r.IntN(12)-1))
		}
	}
	return tree, leaves
}

type dueling struct {
	duel
	Builder
	*rand.Rand
	attack []Node // that may stand in another place too
	pool   []Node // defences, those that stand nowhere yet first
	used   int
}

// guarded is a part of an attack that a defence may inhibit.
func (g *dueling) guarded(at Node) Node {
	if g.Float64() > g.inhibited {
		return at
	}
	return g.All(at, g.Not(g.defence()))
}

func (g *dueling) mixed(children []Node) []Node {
	mixed := slices.Clone(children)
	for range children {
		if g.Float64() < g.shared {
			mixed = append(mixed, g.neighbour(g.attack))
		}
	}
	return mixed
}

func (g *dueling) gateOver(children []Node) Node {
	switch dice := g.IntN(20); {
	case dice < 9:
		return g.Any(children...)
	case dice < 17:
		return g.All(children...)
	}
	return g.AtLeast(1+g.IntN(len(children)), children...)
}

// defence is one or two defences, countered or not; unused ones are preferred.
func (g *dueling) defence() Node {
	at := g.one()
	if g.IntN(3) == 0 {
		at = g.gateOver([]Node{at, g.one()})
	}
	if g.Float64() < g.countered {
		at = g.All(at, g.Not(g.counter()))
	}
	return at
}

func (g *dueling) one() Node {
	if g.used < len(g.pool) && (g.used == 0 || g.Float64() >= g.shared) {
		g.used++
		return g.pool[g.used-1]
	}
	return g.neighbour(g.pool[:g.used])
}

// counter is an action of its own, or a part of the attack.
func (g *dueling) counter() Node {
	if g.Float64() >= g.shared {
		return g.Leaf(Action)
	}
	return g.neighbour(g.attack)
}

func (g *dueling) neighbour(nodes []Node) Node {
	return nodes[len(nodes)-1-g.IntN(min(g.near, len(nodes)))]
}

// smallDuel is small enough for brute force; every fourth has every operator.
func smallDuel(seed uint64) (*Tree, []Leaf) {
	r := rand.New(rand.NewPCG(seed, 22))
	if seed%4 == 3 {
		tree := smallTree(2*seed + 1)
		leaves := make([]Leaf, len(tree.kinds))
		for i := range leaves {
			leaves[i] = Leaf{Cost: float64(r.IntN(9)), Probability: float64(r.IntN(9)) / 8}
		}
		return tree, leaves
	}
	for again := seed; ; again += 1 << 32 {
		d := duel{attacks: 3 + r.IntN(6), defences: 2 + r.IntN(6), shared: 0.15 * float64(seed%4), inhibited: 0.5, countered: 0.2, near: 1 + r.IntN(8)}
		if tree, leaves := d.tree(again); len(leaves) <= 14 {
			return tree, leaves
		}
	}
}

// bruteDefended gives, for every set of defences as bits of a world, what it costs
// and what the game is then worth.
func bruteDefended(t *Tree, leaves []Leaf) (cost, attack, chance map[int]float64) {
	cost, attack, chance = map[int]float64{}, map[int]float64{}, map[int]float64{}
	for world, holds := range bruteTruth(t) {
		defences, paid, price, p := 0, 0.0, 0.0, 1.0
		for leaf, l := range leaves {
			done := world>>leaf&1 == 1
			switch {
			case t.kinds[leaf] == Defence && done:
				defences |= 1 << leaf
				paid += l.Cost
			case t.kinds[leaf] == Defence:
			case done:
				p *= l.Probability
				if t.kinds[leaf] == Action {
					price += l.Cost
				}
			default:
				p *= 1 - l.Probability
			}
		}
		if _, known := attack[defences]; !known {
			attack[defences] = math.Inf(1)
		}
		cost[defences] = paid
		if holds {
			attack[defences] = min(attack[defences], price)
			chance[defences] += p
		}
	}
	return cost, attack, chance
}

// bruteBest is the best value within a budget.
func bruteBest(cost, value map[int]float64, budget float64, goal Goal) float64 {
	best := math.Inf(-1)
	if goal == SmallChance {
		best = 2
	}
	for defences, paid := range cost {
		if paid <= budget && goal.game().prefers(value[defences], best) {
			best = value[defences]
		}
	}
	return best
}

// bruteFront lists costs and values.
func bruteFront(cost, value map[int]float64, goal Goal) [][2]float64 {
	var costs []float64
	for _, paid := range cost {
		costs = append(costs, paid)
	}
	slices.Sort(costs)
	var front [][2]float64
	for _, paid := range slices.Compact(costs) {
		best := bruteBest(cost, value, paid, goal)
		if len(front) == 0 || goal.improves(best, front[len(front)-1][1]) {
			front = append(front, [2]float64{paid, best})
		}
	}
	return front
}

func points(front []Defended, goal Goal) [][2]float64 {
	var list [][2]float64
	for _, d := range front {
		list = append(list, [2]float64{d.Cost, goal.value(d)})
	}
	return list
}

var near12 = gocmp.Comparer(func(a, b float64) bool { return a == b || math.Abs(a-b) <= 1e-12 })

// goalsOf are both goals with the values of a tree's choices.
func goalsOf(attack, chance map[int]float64) map[Goal]map[int]float64 {
	return map[Goal]map[int]float64{DearAttack: attack, SmallChance: chance}
}

func TestDefenceFrontsAgainstBruteForce(t *testing.T) {
	long := 0
	for seed := range uint64(500) {
		tree, leaves := smallDuel(seed)
		truth := bruteTruth(tree)
		cost, attack, chance := bruteDefended(tree, leaves)
		for goal, value := range goalsOf(attack, chance) {
			front, err := tree.defenceFront(context.Background(), leaves, goal, Options{})
			if err != nil {
				t.Fatal(seed, err)
			}
			want := bruteFront(cost, value, goal)
			if diff := gocmp.Diff(want, points(front, goal), near12); diff != "" {
				t.Fatalf("seed %d, goal %d: front (-want +got):\n%s", seed, goal, diff)
			}
			if len(want) > 2 {
				long++
			}
			for way, front := range frontsOf(t, tree, leaves, goal) {
				if diff := gocmp.Diff(want, points(front, goal), near12); diff != "" {
					t.Fatalf("seed %d, goal %d: front by %s (-want +got):\n%s", seed, goal, way, diff)
				}
			}
			for _, d := range front {
				checkDefended(t, tree, leaves, truth, d, attack, chance)
			}
		}
	}
	if long < 100 {
		t.Errorf("only %d fronts have more than two points", long)
	}
}

// frontsOf are the fronts that all ways find.
func frontsOf(t *testing.T, tree *Tree, leaves []Leaf, goal Goal) map[string][]Defended {
	t.Helper()
	c, err := tree.contest(context.Background(), leaves, goal.game(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	crux, err := c.chase(context.Background(), goal, c.effort(), byCrux)
	if err != nil {
		t.Fatal(err)
	}
	rank, err := c.chase(context.Background(), goal, c.effort(), byRank)
	if err != nil {
		t.Fatal(err)
	}
	surveyed, err := c.survey(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	fronts := map[string][]Defended{}
	for way, choices := range map[string][][]int{"crux": crux, "rank": rank, "survey": surveyed} {
		if fronts[way], err = c.judged(context.Background(), choices, goal); err != nil {
			t.Fatal(err)
		}
	}
	return fronts
}

// checkDefended checks that an answer is what its defences lead to.
func checkDefended(t *testing.T, tree *Tree, leaves []Leaf, truth []bool, d Defended, attack, chance map[int]float64) {
	t.Helper()
	world, paid := 0, 0.0
	for _, leaf := range d.Defences {
		world |= 1 << leaf
		paid += leaves[leaf].Cost
		if tree.kinds[leaf] != Defence {
			t.Errorf("leaf %d is no defence", leaf)
		}
	}
	if !slices.IsSorted(d.Defences) || !slices.IsSorted(d.Steps) {
		t.Errorf("%+v is not sorted", d)
	}
	if paid != d.Cost || attack[world] != d.Attack || math.Abs(chance[world]-d.Probability) > 1e-12 {
		t.Errorf("%+v costs %v and leads to %v and %v", d, paid, attack[world], chance[world])
	}
	if math.IsInf(d.Attack, 1) != (d.Steps == nil) {
		t.Errorf("%+v has the wrong steps", d)
	}
	if d.Steps == nil {
		return
	}
	price := 0.0
	for _, leaf := range d.Steps {
		world |= 1 << leaf
		if tree.isAction(leaf) {
			price += leaves[leaf].Cost
		}
		if tree.kinds[leaf] == Defence {
			t.Errorf("the defence %d is a step", leaf)
		}
	}
	if !truth[world] || price != d.Attack {
		t.Errorf("the attack of %+v costs %v, and leads to %v", d, price, truth[world])
	}
}

// Both ways to a plan: by the front within the budget, and by branch and bound.
func TestDefendAgainstBruteForce(t *testing.T) {
	for seed := range uint64(250) {
		tree, leaves := smallDuel(seed)
		cost, attack, chance := bruteDefended(tree, leaves)
		for goal, value := range goalsOf(attack, chance) {
			c, err := tree.contest(context.Background(), leaves, goal.game(), Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, limit := range []float64{0, 3, 7, 11, 20, math.Inf(1)} {
				want := bruteBest(cost, value, limit, goal)
				p, err := tree.Defend(context.Background(), leaves, limit, goal, Options{})
				if err != nil {
					t.Fatal(err)
				}
				for way, p := range map[string]Plan{"Defend": p, "hunt": c.hunt(context.Background(), limit, goal, c.effort()).plan()} {
					if !gocmp.Equal(goal.value(p.Defended), want, near12) || !p.Exact || p.Bound != goal.value(p.Defended) || p.Gap != 0 || p.Cost > limit {
						t.Fatalf("seed %d, %s with %v: %+v, want %v", seed, way, limit, p, want)
					}
				}
			}
		}
	}
}

// A search that ends early says how far it may be from the best.
func TestDefendStatesItsGap(t *testing.T) {
	inexact := 0
	for seed := range uint64(200) {
		tree, leaves := smallDuel(seed)
		cost, attack, chance := bruteDefended(tree, leaves)
		for goal, value := range goalsOf(attack, chance) {
			c, err := tree.contest(context.Background(), leaves, goal.game(), Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, limit := range []int{0, 5, 40} {
				p := c.hunt(context.Background(), 9, goal, limit*c.weight).plan()
				best := bruteBest(cost, value, 9, goal)
				if !p.Exact {
					inexact++
				}
				if goal.improves(best, p.Bound) || goal.improves(goal.value(p.Defended), best) || p.Exact != (p.Gap == 0) || p.Exact && !gocmp.Equal(best, goal.value(p.Defended), near12) {
					t.Fatalf("seed %d: %+v, the best is %v", seed, p, best)
				}
			}
		}
	}
	if inexact < 50 {
		t.Errorf("only %d searches ended early", inexact)
	}
}

// Wherever a plan is cancelled, there is the context's error or a plan that is true.
func TestDefendIsCancelledAnywhere(t *testing.T) {
	ended := map[string]int{}
	for seed := range uint64(20) {
		tree, leaves := smallDuel(seed)
		cost, attack, _ := bruteDefended(tree, leaves)
		best := bruteBest(cost, attack, 9, DearAttack)
		for left := range 60 {
			p, err := tree.Defend(&fading{context.Background(), left}, leaves, 9, DearAttack, Options{})
			switch {
			case errors.Is(err, context.Canceled):
				ended["with an error"]++
			case err != nil || p.Attack > best || p.Bound < best || p.Exact != (p.Gap == 0) || p.Exact && p.Attack != best:
				t.Fatalf("seed %d, cancelled after %d: %+v and %v, the best is %v", seed, left, p, err, best)
			case p.Exact:
				ended["with the best"]++
			default:
				ended["with a gap"]++
			}
		}
	}
	t.Log(ended)
	if len(ended) < 3 {
		t.Errorf("plans only ended %v", ended)
	}
}

func TestDefenceQuestionsCanBeCancelled(t *testing.T) {
	tree, leaves := duel{attacks: 60, defences: 30, shared: 0.3, inhibited: 0.8, countered: 0.3, near: 60}.tree(1)
	ctx, cancel := context.WithCancel(context.Background())
	c, err := tree.contest(ctx, leaves, prices{math.Inf(1)}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := c.market(ctx, math.Inf(1)).front(); !errors.Is(err, context.Canceled) {
		t.Errorf("the front ended with %v", err)
	}
	if p := c.hunt(ctx, 20, DearAttack, c.effort()).plan(); p.Exact || !(p.Gap > 0) || len(p.Defences) > 0 {
		t.Errorf("the search ended with %+v", p)
	}
	if _, err := tree.DefenceFront(ctx, leaves, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("the question ended with %v", err)
	}
	if _, err := tree.Defend(ctx, leaves, 20, DearAttack, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("the plan ended with %v", err)
	}
}

func TestDefenceQuestionsRefuseNonsense(t *testing.T) {
	tree, leaves := ladder(2)
	for want, ask := range map[string]func() error{
		"unknown goal 2": func() error {
			_, err := tree.Defend(context.Background(), leaves, 1, 2, Options{})
			return err
		},
		"a budget of NaN is negative or no number": func() error {
			_, err := tree.Defend(context.Background(), leaves, math.NaN(), DearAttack, Options{})
			return err
		},
		"a budget of -1 is negative or no number": func() error {
			_, err := tree.Defend(context.Background(), leaves, -1, DearAttack, Options{})
			return err
		},
		"5 leaves have numbers, the tree has 6": func() error {
			_, err := tree.DefenceFront(context.Background(), leaves[1:], Options{})
			return err
		},
		"leaf 0: cost +Inf is negative or not finite": func() error {
			_, err := tree.DefenceOdds(context.Background(), append([]Leaf{{Cost: math.Inf(1)}}, leaves[1:]...), Options{})
			return err
		},
	} {
		if err := ask(); err == nil || err.Error() != want {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// A front of sixteen million points is refused, a plan on it is not.
func TestDefenceFrontsHaveABudget(t *testing.T) {
	tree, leaves := ladder(24)
	o := Options{MaxNodes: 1 << 12}
	if front, err := tree.DefenceFront(context.Background(), leaves, o); !errors.Is(err, ErrBudget) {
		t.Errorf("%d points and %v", len(front), err)
	}
	p, err := tree.Defend(context.Background(), leaves, 12_345_678, DearAttack, o)
	if err != nil || !p.Exact || p.Cost != 12_345_678 || p.Attack != 12_345_678 {
		t.Errorf("%+v and %v", p, err)
	}
}

func TestDefencesAreAlwaysTheSame(t *testing.T) {
	for seed := range uint64(100) {
		tree, leaves := smallDuel(seed)
		for goal := range SmallChance + 1 {
			first, err := tree.defenceFront(context.Background(), leaves, goal, Options{})
			again, err2 := tree.defenceFront(context.Background(), leaves, goal, Options{})
			if err != nil || err2 != nil || !gocmp.Equal(first, again) {
				t.Errorf("seed %d: %+v and %+v", seed, first, again)
			}
		}
	}
}
