package attacktree

import (
	"cmp"
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// wanted is an attack's number for an aim; less is better.
func (a Attack) wanted(aim Aim) float64 {
	return []float64{a.Cost, -a.Probability, a.Time, -a.Damage, a.Detection, float64(a.Skill)}[aim]
}

func vector(a Attack, by []Aim) []float64 {
	v := make([]float64, len(by))
	for i, aim := range by {
		v[i] = a.wanted(aim)
	}
	return v
}

func noWorse(x, y []float64) bool {
	for i := range x {
		if x[i] > y[i]+1e-9 {
			return false
		}
	}
	return true
}

// bruteAttacks are all minimal sets within limits.
func bruteAttacks(tree *Tree, leaves []Leaf, limits []Limit) []Attack {
	all := []Attack{}
	for _, set := range bruteMinimal(tree) {
		a := tree.inParallel(set, leaves)
		if !slices.ContainsFunc(limits, func(l Limit) bool {
			bound := l.Bound
			if l.Of == Probability || l.Of == Damage {
				bound = -bound
			}
			return a.wanted(l.Of) > bound+1e-9
		}) {
			all = append(all, a)
		}
	}
	return all
}

func touches(a Attack, gone []bool) bool {
	return slices.ContainsFunc(a.Leaves, func(leaf int) bool { return gone[leaf] })
}

// bruteVectors is a front: of all vectors those that no other is no worse than.
func bruteVectors(all []Attack, by []Aim) [][]float64 {
	front := [][]float64{}
	for i, x := range all {
		covered := slices.ContainsFunc(all[:i], func(y Attack) bool { return noWorse(vector(y, by), vector(x, by)) })
		covered = covered || slices.ContainsFunc(all[i+1:], func(y Attack) bool {
			return noWorse(vector(y, by), vector(x, by)) && !noWorse(vector(x, by), vector(y, by))
		})
		if !covered {
			front = append(front, vector(x, by))
		}
	}
	slices.SortFunc(front, slices.Compare)
	return front
}

// randomAims are one to four different ones, and up to three limits.
func randomAims(seed uint64) (by []Aim, limits []Limit) {
	r := rand.New(rand.NewPCG(seed, 15))
	for _, aim := range r.Perm(aims)[:1+r.IntN(4)] {
		by = append(by, Aim(aim))
	}
	bounds := [aims][]float64{{2, 5, 9}, {0, 0.01, 0.2}, {1, 3}, {2, 6}, {0.25, 0.6, 1}, {0, 1}}
	for range r.IntN(4) {
		aim := Aim(r.IntN(aims))
		limits = append(limits, Limit{aim, bounds[aim][r.IntN(len(bounds[aim]))]})
	}
	return by, limits
}

var nearly = gocmp.Comparer(func(x, y float64) bool { return math.Abs(x-y) < 1e-9 })

func TestFrontsAgreeWithBruteForce(t *testing.T) {
	widest := 0
	for seed := range uint64(1000) {
		tree := smallTree(seed)
		leaves := pricedLeaves(seed, tree)
		by, limits := randomAims(seed)
		gone := make([]bool, len(leaves))
		gone[seed%uint64(len(gone))] = seed%3 == 0
		all := slices.DeleteFunc(bruteAttacks(tree, leaves, limits), func(a Attack) bool { return touches(a, gone) })
		front, err := analysed(t, tree).Within(limits...).Without(gone).Front(context.Background(), leaves, by...)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		got := [][]float64{}
		for _, attack := range front {
			if !slices.ContainsFunc(all, func(x Attack) bool { return gocmp.Equal(x, attack, cmpopts.EquateEmpty()) }) {
				t.Fatalf("seed %d: %+v is no set within %v", seed, attack, limits)
			}
			got = append(got, vector(attack, by))
		}
		if diff := gocmp.Diff(bruteVectors(all, by), got, nearly); diff != "" {
			t.Fatalf("seed %d, aims %v, limits %v (-want +got):\n%s", seed, by, limits, diff)
		}
		widest = max(widest, len(front))
	}
	if widest < 6 {
		t.Errorf("no front has more than %d points", widest)
	}
}

// Where sums decide, ties go to the likelier set and then to the smaller one.
func TestFrontsPreferTheLikelierOfEquals(t *testing.T) {
	var b Builder
	x, y, z, w := b.Leaf(Action), b.Leaf(Action), b.Leaf(Action), b.Leaf(Action)
	tree := finished(&b, b.Any(b.All(x, y), z, w))
	leaves := []Leaf{{Probability: 0.5, Cost: 0.1}, {Probability: 1, Cost: 0.2}, {Probability: 0.4, Cost: 0.3}, {Probability: 0.5, Cost: 0.3}}
	front, err := analysed(t, tree).Front(context.Background(), leaves, Cost)
	if err != nil || len(front) != 1 || !slices.Equal(front[0].Leaves, []int{3}) {
		t.Errorf("%+v, error %v; want leaf 3", front, err)
	}
	leaves[3].Probability = 0.45
	front, err = analysed(t, tree).Front(context.Background(), leaves, Cost)
	if err != nil || len(front) != 1 || !slices.Equal(front[0].Leaves, []int{0, 1}) {
		t.Errorf("%+v, error %v; want leaves 0 and 1", front, err)
	}
}

func TestListsWithinLimits(t *testing.T) {
	for seed := range uint64(500) {
		tree := smallTree(seed)
		leaves := pricedLeaves(seed, tree)
		_, limits := randomAims(seed)
		gone := make([]bool, len(leaves))
		gone[seed%uint64(len(gone))] = seed%3 == 0
		all := slices.DeleteFunc(bruteAttacks(tree, leaves, limits), func(a Attack) bool { return touches(a, gone) })
		got, err := analysed(t, tree).Within(limits...).Without(gone).List(context.Background(), leaves, Cheapest, 4)
		if err != nil || len(got) != min(4, len(all)) {
			t.Fatalf("seed %d: %d of %d sets within %v, error %v", seed, len(got), len(all), limits, err)
		}
		slices.SortStableFunc(all, func(x, y Attack) int { return cmp.Compare(x.Cost, y.Cost) })
		for i, attack := range got {
			if math.Abs(attack.Cost-all[i].Cost) > 1e-9 || !slices.ContainsFunc(all, func(x Attack) bool { return gocmp.Equal(x, attack, cmpopts.EquateEmpty()) }) {
				t.Fatalf("seed %d, place %d: %+v, want the cost %v within %v", seed, i, attack, all[i].Cost, limits)
			}
		}
	}
}

// pairs is a choice between a dear likely and a cheap unlikely leaf, so many times,
// with sums that are all different: its front is exponential.
func pairs(count int) (*Tree, []Leaf) {
	var b Builder
	var choices []Node
	var leaves []Leaf
	for i := range count {
		choices = append(choices, b.Any(b.Leaf(Action), b.Leaf(Action)))
		leaves = append(leaves, Leaf{Probability: 1, Cost: math.Ldexp(1, i)}, Leaf{Probability: math.Exp(-math.Ldexp(1e-9, i))})
	}
	return finished(&b, b.All(choices...)), leaves
}

func TestFrontsKeepToTheirBudget(t *testing.T) {
	tree, leaves := pairs(12) // a point weighs as much as eight nodes
	a := analysed(t, tree)
	a.limit = 16 << 12
	front, err := a.Front(context.Background(), leaves, Cost, Probability)
	if err != nil || len(front) < 2000 {
		t.Errorf("%d points, error %v", len(front), err)
	}
	a.limit = 8 * len(front) / 2
	if _, err := a.Front(context.Background(), leaves, Cost, Probability); !errors.Is(err, ErrBudget) {
		t.Errorf("over budget: %v", err)
	}
	tree, leaves = pairs(40)
	a = known[*Analysis](t)(Analyse(context.Background(), tree, Options{MaxNodes: 1 << 12}))
	for _, by := range [][]Aim{{Cost, Probability}, {Cost, Probability, Damage}, {Cost, Probability, Detection, Damage}} {
		if _, err := a.Front(context.Background(), leaves, by...); !errors.Is(err, ErrBudget) {
			t.Errorf("%v: %v", by, err)
		}
	}
	dear := a.Within(Limit{Cost, math.Ldexp(1, 40) - 2}, Limit{Probability, 0.5})
	if found, err := dear.List(context.Background(), leaves, Cheapest, 1); !errors.Is(err, ErrBudget) || len(found) > 0 {
		t.Errorf("%d sets, error %v", len(found), err)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := a.Front(ended, leaves, Cost, Probability); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestFrontsRefuseWhatTheyCannotAnswer(t *testing.T) {
	a := analysed(t, deepTree(2))
	leaves := make([]Leaf, 2)
	for _, by := range [][]Aim{nil, {Cost, Time, Cost}, {aims}} {
		if _, err := a.Front(context.Background(), leaves, by...); err == nil {
			t.Errorf("aims %v", by)
		}
	}
	for _, limit := range []Limit{{aims, 1}, {Cost, math.NaN()}, {Time, -1}, {Probability, 2}} {
		if _, err := a.Within(limit).Front(context.Background(), leaves, Cost); err == nil {
			t.Errorf("front within %v", limit)
		}
		if _, err := a.Within(limit).List(context.Background(), leaves, Cheapest, 1); err == nil {
			t.Errorf("list within %v", limit)
		}
	}
	if _, err := a.Within().Without([]bool{true}).Front(context.Background(), leaves, Cost); err == nil {
		t.Error("a leaf neither left out nor not")
	}
	for _, wrong := range []Leaf{{Cost: -1}, {Damage: math.Inf(1)}, {Detection: 2}, {Skill: -1}} {
		if _, err := a.Front(context.Background(), []Leaf{{}, wrong}, Cost); err == nil {
			t.Errorf("%+v", wrong)
		}
	}
	if _, err := a.Front(context.Background(), leaves[:1], Cost); err == nil {
		t.Error("a leaf without numbers")
	}
}

// Every question may be asked by several goroutines at once.
func TestQuestionsAreForSeveralGoroutines(t *testing.T) {
	tree := likeReal(100).tree(3)
	a, leaves := analysed(t, tree), variedLeaves(3, tree)
	p := spreadChances(3, len(tree.kinds), 0.01, 0.5)
	laws := someLaws(t, p)
	ask := func() (answers [4]any) {
		answers[0] = known[[]Importance](t)(a.Importance(p))
		answers[1] = propagated(t, a, laws, Sampling{Samples: 100})
		answers[2] = known[[]Attack](t)(a.Front(context.Background(), leaves, Cost, Probability))
		answers[3] = known[[]Attack](t)(a.Within(Limit{Skill, 3}).List(context.Background(), leaves, Cheapest, 3))
		return answers
	}
	want := ask()
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if diff := gocmp.Diff(want, ask()); diff != "" {
				t.Error(diff)
			}
		})
	}
	group.Wait()
}

func BenchmarkFront(b *testing.B) {
	for name, by := range map[string][]Aim{
		"cost-probability": {Cost, Probability}, "cost-time": {Cost, Time}, "cost-probability-time": {Cost, Probability, Time}, "cost-skill-detection": {Cost, Skill, Detection},
	} {
		b.Run(name, func(b *testing.B) {
			tree := likeReal(1000).tree(1)
			leaves := variedLeaves(1, tree)
			a := analysed(b, tree)
			points := 0
			for b.Loop() {
				front, err := a.Front(context.Background(), leaves, by...)
				if err != nil {
					b.Fatal(err)
				}
				points = len(front)
			}
			b.ReportMetric(float64(points), "points")
		})
	}
}

// variedLeaves have numbers as an analyst would write them.
func variedLeaves(seed uint64, t *Tree) []Leaf {
	r := rand.New(rand.NewPCG(seed, 16))
	leaves := make([]Leaf, len(t.kinds))
	for i := range leaves {
		leaves[i] = Leaf{
			Probability: float64(1+r.IntN(99)) / 100, Cost: float64(100 * r.IntN(100)), Time: float64(1 + r.IntN(30)),
			Skill: 1 + r.IntN(5), Damage: float64(10 * r.IntN(20)), Detection: float64(r.IntN(10)) / 20,
		}
	}
	return leaves
}
