package attacktree

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"sync"
	"testing"
)

// Every operator, sharing and constants: against the enumeration of all worlds.
func TestAnalysisAgreesWithBruteForce(t *testing.T) {
	for seed := range uint64(3000) {
		tree := smallTree(seed)
		a, err := Analyse(context.Background(), tree, Options{})
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		p := plainChances(seed, len(tree.kinds))
		got, err := a.Probability(p)
		if want := bruteProbability(tree, p); err != nil || math.Abs(got-want) > 1e-12 {
			t.Fatalf("seed %d: probability %v, want %v; error %v", seed, got, want, err)
		}
		checkSets(t, seed, a, bruteMinimal(tree))
	}
}

func checkSets(t *testing.T, seed uint64, a *Analysis, want [][]int) {
	t.Helper()
	count, err := a.Count(context.Background())
	if err != nil || count.Int64() != int64(len(want)) {
		t.Fatalf("seed %d: %v sets, want %d; error %v", seed, count, len(want), err)
	}
	orders, err := a.Orders(context.Background(), 100)
	if err != nil || !slices.Equal(ordersOf(want), numbers(orders)) {
		t.Fatalf("seed %d: %v sets by order, want %v; error %v", seed, orders, ordersOf(want), err)
	}
	listed, err := a.List(context.Background(), make([]Leaf, len(a.tree.kinds)), Smallest, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	var sets [][]int
	for _, attack := range listed {
		sets = append(sets, attack.Leaves)
	}
	if !slices.IsSortedFunc(sets, func(x, y []int) int { return cmp.Compare(len(x), len(y)) }) {
		t.Fatalf("seed %d: not the smallest first: %v", seed, sets)
	}
	slices.SortFunc(sets, func(x, y []int) int { return cmp.Or(cmp.Compare(len(x), len(y)), slices.Compare(x, y)) })
	if !slices.EqualFunc(sets, want, slices.Equal) {
		t.Fatalf("seed %d: sets %v, want %v", seed, sets, want)
	}
}

func ordersOf(sets [][]int) []int64 {
	var orders []int64
	for _, set := range sets {
		for len(orders) <= len(set) {
			orders = append(orders, 0)
		}
		orders[len(set)]++
	}
	return orders
}

func numbers[N interface{ Int64() int64 }](list []N) []int64 {
	var values []int64
	for _, n := range list {
		values = append(values, n.Int64())
	}
	return values
}

// The k best sets and the semirings, against all sets one by one.
func TestBestSetsAndMetrics(t *testing.T) {
	for seed := range uint64(800) {
		tree := smallTree(2*seed + 1)
		a, err := Analyse(context.Background(), tree, Options{})
		if err != nil {
			t.Fatal(err)
		}
		leaves := pricedLeaves(seed, tree)
		var all []Attack
		for _, set := range bruteMinimal(tree) {
			all = append(all, tree.inParallel(set, leaves))
		}
		checkBest(t, a, leaves, all, Cheapest, func(x Attack) float64 { return x.Cost })
		checkBest(t, a, leaves, all, Likeliest, func(x Attack) float64 { return -x.Probability })
		checkBest(t, a, leaves, all, Smallest, func(x Attack) float64 { return float64(len(x.Leaves)) })
		checkMetric(t, a, MinSum(), func(l int) float64 { return leaves[l].Damage }, all, func(x Attack) float64 { return x.Damage }, minimum)
		checkMetric(t, a, MaxSum(), func(l int) float64 { return leaves[l].Damage }, all, func(x Attack) float64 { return x.Damage }, maximum)
		checkMetric(t, a, MaxProduct(), func(l int) float64 { return leaves[l].Probability }, all, func(x Attack) float64 { return x.Probability }, maximum)
		time := func(l int) float64 {
			if tree.isAction(l) {
				return leaves[l].Time
			}
			return 0
		}
		checkMetric(t, a, MinMax(), time, all, func(x Attack) float64 { return x.Time }, minimum)
	}
}

// pricedLeaves gives leaves small whole numbers, so that ties are real.
func pricedLeaves(seed uint64, t *Tree) []Leaf {
	leaves := make([]Leaf, len(t.kinds))
	for i, p := range plainChances(seed, len(t.kinds)) {
		n := int(seed)*7 + i*5
		leaves[i] = Leaf{Probability: p, Cost: float64(n % 4), Time: float64(n % 5), Skill: n % 3, Damage: float64(n % 7), Detection: float64(n%3) / 4}
	}
	return leaves
}

func checkBest(t *testing.T, a *Analysis, leaves []Leaf, all []Attack, by Order, value func(Attack) float64) {
	t.Helper()
	got, err := a.List(context.Background(), leaves, by, 5)
	if err != nil || len(got) != min(5, len(all)) {
		t.Fatalf("%d of %d sets: %v", len(got), len(all), err)
	}
	var want []float64
	for _, attack := range all {
		want = append(want, value(attack))
	}
	slices.Sort(want)
	for i, attack := range got {
		if math.Abs(value(attack)-want[i]) > 1e-12 {
			t.Fatalf("order %d, place %d: %v, want %v", by, i, value(attack), want[i])
		}
	}
}

func checkMetric(t *testing.T, a *Analysis, s Semiring[float64], leaf func(int) float64, all []Attack, value func(Attack) float64, better func(a, b float64) float64) {
	t.Helper()
	got, err := Metric(context.Background(), a, s, leaf)
	want := s.Zero
	for _, attack := range all {
		want = better(want, value(attack))
	}
	if err != nil || got != want && math.Abs(got-want) > 1e-12 {
		t.Fatalf("metric %v, want %v; error %v", got, want, err)
	}
}

// Large trees without sharing need no diagram: the answers are those of closed forms.
func TestPureTreesOfAnySize(t *testing.T) {
	const n = 1000
	var b Builder
	var pairs []Node
	for range n {
		pairs = append(pairs, b.Any(b.Leaf(Action), b.Leaf(Action)))
	}
	a, err := Analyse(context.Background(), known[*Tree](t)(b.Tree(b.All(pairs...))), Options{MaxNodes: 2})
	if err != nil {
		t.Fatal(err)
	}
	p := slices.Repeat([]float64{0.5}, 2*n)
	if got, _ := a.Probability(p); math.Abs(got/math.Pow(0.75, n)-1) > 1e-12 {
		t.Errorf("probability %v", got)
	}
	count, err := a.Count(context.Background())
	if err != nil || count.BitLen() != n+1 || count.TrailingZeroBits() != n {
		t.Errorf("%d bits of sets, want 2 to the power of %d; error %v", count.BitLen(), n, err)
	}
	if a.Nodes() != 0 {
		t.Errorf("%d nodes of diagrams", a.Nodes())
	}
}

// Probabilities near zero keep their digits on either side of a negation.
func TestSmallProbabilitiesKeepTheirDigits(t *testing.T) {
	var b Builder
	x, y, z := b.Leaf(Action), b.Leaf(Action), b.Leaf(Action)
	tree := known[*Tree](t)(b.Tree(b.Not(b.Not(b.AtLeast(2, b.Any(x, y), b.Any(y, z), b.Any(x, z))))))
	a, err := Analyse(context.Background(), tree, Options{})
	if err != nil {
		t.Fatal(err)
	}
	const q = 1e-12
	if got, _ := a.Probability([]float64{q, q, q}); math.Abs(got/(3*q)-1) > 1e-11 {
		t.Errorf("probability %v, want about %v", got, 3*q)
	}
}

func TestAnalysisSaysWhenItIsOverBudget(t *testing.T) {
	tree := tightlyKnit(300).tree(1)
	a, err := Analyse(context.Background(), tree, Options{MaxNodes: 50})
	if !errors.Is(err, ErrBudget) || a == nil {
		t.Fatalf("error %v", err)
	}
	if _, err := a.Probability(make([]float64, len(tree.kinds))); !errors.Is(err, ErrBudget) {
		t.Errorf("probability: %v", err)
	}
	if _, err := a.Count(context.Background()); !errors.Is(err, ErrBudget) {
		t.Errorf("count: %v", err)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Analyse(ended, tightlyKnit(3000).tree(1), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// A threshold whose table alone is too large ends in bounds, not in a dead process.
func TestWideThresholdsAreOverBudget(t *testing.T) {
	var b Builder
	gate := b.AtLeast(50_000, leafRow(&b, 100_000)...)
	tree := known[*Tree](t)(b.Tree(gate))
	a, err := Analyse(context.Background(), tree, Options{})
	if !errors.Is(err, ErrBudget) {
		t.Fatal(err)
	}
	p := slices.Repeat([]float64{0.1}, 100_000)
	if _, err := a.Probability(p); !errors.Is(err, ErrBudget) {
		t.Errorf("probability: %v", err)
	}
	if _, err := a.Count(context.Background()); !errors.Is(err, ErrBudget) {
		t.Errorf("count: %v", err)
	}
	if low, high, err := a.Bounds(context.Background(), p); err != nil || low > 0 || high < 0 || high > 0.2+1e-12 {
		t.Errorf("bounds %v and %v, error %v; a tenth of them happen on average, so half of them at most with 0.2", low, high, err)
	}
}

func TestAnalysisIsForSeveralGoroutines(t *testing.T) {
	tree := likeReal(200).tree(3)
	a, err := Analyse(context.Background(), tree, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if a.Order() == "" || a.Nodes() == 0 {
		t.Errorf("order %q, %d nodes", a.Order(), a.Nodes())
	}
	p := spreadChances(3, len(tree.kinds), 0.01, 0.5)
	want, _ := a.Probability(p)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if got, err := a.Probability(p); got != want || err != nil {
				t.Errorf("%v and %v, error %v", got, want, err)
			}
			if _, err := a.Count(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

// Any tree that the generator knows, under any budget: what is said is true.
func FuzzAnalysis(f *testing.F) {
	f.Add(uint64(1), uint16(0), uint8(0))
	f.Add(uint64(2), uint16(5), uint8(2))
	f.Fuzz(func(t *testing.T, seed uint64, nodes uint16, most uint8) {
		tree := smallTree(seed)
		p := plainChances(seed, len(tree.kinds))
		a, err := Analyse(context.Background(), tree, Options{MaxNodes: int(nodes), MaxOrder: int(most % 6)})
		if err != nil && !errors.Is(err, ErrBudget) {
			t.Fatal(err)
		}
		want := bruteProbability(tree, p)
		if low, high, err := a.Bounds(context.Background(), p); err != nil || low > want+1e-9 || high < want-1e-9 {
			t.Fatalf("%v is not between %v and %v; error %v", want, low, high, err)
		}
		if got, err := a.Probability(p); err == nil && math.Abs(got-want) > 1e-9 {
			t.Fatalf("probability %v, want %v", got, want)
		}
		var sets [][]int
		for _, set := range bruteMinimal(tree) {
			if most%6 == 0 || len(set) <= int(most%6) {
				sets = append(sets, set)
			}
		}
		if _, err := a.Count(context.Background()); err == nil {
			checkSets(t, seed, a, sets)
		} else if !errors.Is(err, ErrBudget) {
			t.Fatal(err)
		}
	})
}

// No node of a deep tree makes more sets than are asked for at its root.
func TestListingMakesNoMoreSetsThanAskedFor(t *testing.T) {
	const leaves, k = 3000, 7
	a, err := Analyse(context.Background(), deepTree(leaves), Options{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := a.sets(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	r := f.rank(a.tree.weigh(make([]Leaf, leaves), Smallest))
	for i := range int32(k) {
		if !r.get(f.root, i) {
			t.Fatalf("there is no set %d", i)
		}
	}
	for node, l := range r.lists {
		if l != nil && len(l.found) > k {
			t.Fatalf("node %d made %d sets for %d", node, len(l.found), k)
		}
	}
}
