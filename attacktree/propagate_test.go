package attacktree

import (
	"context"
	"errors"
	"math"
	"runtime"
	"slices"
	"testing"
)

func propagated(t testing.TB, a *Analysis, laws []Distribution, o Sampling) Spread {
	t.Helper()
	s, err := a.Propagate(context.Background(), laws, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// someLaws are laws of every family around some probabilities.
func someLaws(t testing.TB, p []float64) []Distribution {
	t.Helper()
	laws := make([]Distribution, len(p))
	for i, mean := range p {
		switch {
		case i%5 == 0 || mean == 0 || mean == 1:
			laws[i] = known[Distribution](t)(Point(mean))
		case i%5 == 1:
			laws[i] = known[Distribution](t)(Uniform(mean/2, min(1, mean*3/2)))
		case i%5 == 2:
			laws[i] = known[Distribution](t)(PERT(mean/2, mean, min(1, mean*3/2)))
		case i%5 == 3:
			laws[i] = known[Distribution](t)(Beta(3*mean, 3*(1-mean)))
		default:
			laws[i] = known[Distribution](t)(Lognormal(mean/4, 2))
		}
	}
	return laws
}

// Each sample is the exact probability for what was drawn: on every operator.
func TestEverySampleIsExact(t *testing.T) {
	for seed := range uint64(40) {
		tree := smallTree(seed)
		laws := someLaws(t, plainChances(seed, len(tree.kinds)))
		var want []float64
		for block := range uint64(2) {
			want = append(want, bruteSamples(tree, laws, seed, block)...)
		}
		want = want[:blockDraws+6]
		mean := sum(want) / float64(len(want))
		slices.Sort(want)
		got := propagated(t, analysed(t, tree), laws, Sampling{Samples: len(want), Seed: seed})
		if !slices.EqualFunc(got.Sorted, want, close12) || !close12(got.Mean, mean) || got.Samples != len(want) || got.Seed != seed {
			t.Fatalf("seed %d: %+v, want %v", seed, got, want)
		}
	}
}

// bruteSamples are some samples of a block and what follows.
func bruteSamples(tree *Tree, laws []Distribution, seed, block uint64) []float64 {
	m := newSampler(&schedule{places: 2}, laws, seed)
	drawn := make([]draws, len(laws))
	for leaf := range drawn {
		m.draw(leaf, block, &drawn[leaf])
	}
	truth := bruteTruth(tree)
	samples := make([]float64, blockDraws)
	for i := range samples {
		for world, holds := range truth {
			product := float64(sign(holds))
			for leaf := range laws {
				if world>>leaf&1 == 1 {
					product *= drawn[leaf][i]
				} else {
					product *= 1 - drawn[leaf][i]
				}
			}
			samples[i] += product
		}
	}
	return samples
}

// The root is linear in each leaf, so its mean is that of the leaves' means.
func TestSpreadsHaveTheRightMean(t *testing.T) {
	outside := 0
	const trees = 60
	for seed := range uint64(trees) {
		tree := likeReal(100).tree(seed)
		a := analysed(t, tree)
		laws, means := make([]Distribution, len(tree.kinds)), make([]float64, len(tree.kinds))
		for i := range laws {
			laws[i] = known[Distribution](t)(PERT(0, 0.05, 0.5))
			means[i] = laws[i].Mean()
		}
		want, err := a.Probability(means)
		s := propagated(t, a, laws, Sampling{Samples: 1000, Seed: seed})
		if err != nil || math.Abs(s.Mean-want) > 6*s.Deviation/math.Sqrt(1000) {
			t.Fatalf("seed %d: mean %v, want %v; error %v", seed, s.Mean, want, err)
		}
		if want < s.Low || want > s.High {
			outside++
		}
		if !(s.P5 < s.Median && s.Median < s.P95) || s.P5 < s.Sorted[0] {
			t.Fatalf("seed %d: percentiles %v, %v and %v", seed, s.P5, s.Median, s.P95)
		}
	}
	if outside > 10 { // of 60, 3 on average
		t.Errorf("%d of %d intervals miss the mean", outside, trees)
	}
}

func TestSpreadOfCertainLeavesIsAPoint(t *testing.T) {
	tree := tightlyKnit(60).tree(4)
	a := analysed(t, tree)
	p := spreadChances(4, len(tree.kinds), 1e-7, 1e-2)
	laws := make([]Distribution, len(p))
	for i := range laws {
		laws[i] = known[Distribution](t)(Point(p[i]))
	}
	want, _ := a.Probability(p)
	s := propagated(t, a, laws, Sampling{Samples: 100})
	if s.Deviation > 1e-12*want || math.Abs(s.Mean/want-1) > 1e-12 || math.Abs(s.Quantile(0.3)/want-1) > 1e-12 {
		t.Errorf("%v of deviation %v, want %v", s.Mean, s.Deviation, want)
	}
}

// The same bytes on any number of processors, the same draws in any diagram, and
// more samples begin with those of fewer.
func TestSpreadsAreReproducible(t *testing.T) {
	tree := likeReal(100).tree(7)
	a := analysed(t, tree)
	laws := someLaws(t, spreadChances(7, len(tree.kinds), 0.01, 0.9))
	first := propagated(t, a, laws, Sampling{Samples: 500, Seed: 9})
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if again := propagated(t, a, laws, Sampling{Samples: 500, Seed: 9}); !sameSpread(first, again, func(x, y float64) bool { return x == y }) {
		t.Error("another spread on one processor")
	}
	b := Builder{form: tree.clone()}
	split := b.Any(b.All(tree.root, tree.places[0]), b.All(tree.root, b.Not(tree.places[0])))
	if again := propagated(t, analysed(t, finished(&b, split)), laws, Sampling{Samples: 500, Seed: 9}); !sameSpread(first, again, close12) {
		t.Error("another spread of other diagrams")
	}
	if again := propagated(t, a, laws, Sampling{Samples: 500, Seed: 10}); again.Mean == first.Mean {
		t.Error("the same spread of another seed")
	}
	more := propagated(t, a, laws, Sampling{Samples: 1000, Seed: 9})
	for _, p := range first.Sorted {
		if _, ok := slices.BinarySearch(more.Sorted, p); !ok {
			t.Fatalf("%v is not among more samples", p)
		}
	}
}

func sameSpread(x, y Spread, same func(a, b float64) bool) bool {
	return same(x.Mean, y.Mean) && slices.EqualFunc(x.Sorted, y.Sorted, same)
}

func TestQuantilesOfSpreads(t *testing.T) {
	s := newSpread([]float64{0.4, 0.1, 0.3, 0.2, 0.5}, 0)
	for q, want := range map[float64]float64{0: 0.1, 0.25: 0.2, 0.5: 0.3, 0.625: 0.35, 1: 0.5} {
		if got := s.Quantile(q); !close12(got, want) {
			t.Errorf("quantile %v is %v, want %v", q, got, want)
		}
	}
	if !math.IsNaN(s.Quantile(1.5)) || !math.IsNaN(Spread{}.Quantile(0.5)) {
		t.Error("quantiles of nothing")
	}
	if !close12(s.Deviation, math.Sqrt(0.025)) || !close12(s.High-s.Low, 2*normal975*math.Sqrt(0.025/5)) {
		t.Errorf("deviation %v, mean between %v and %v", s.Deviation, s.Low, s.High)
	}
	if s := newSpread([]float64{0.4}, 0); s.Low != 0 || s.High != 1 || s.Deviation != 0 || s.P95 != 0.4 {
		t.Errorf("a single sample: %+v", s)
	}
}

// However large a tree or deep, few of its rows are alive at a time.
func TestSchedulesKeepFewRows(t *testing.T) {
	for name, c := range map[string]struct {
		tree *Tree
		most int32
	}{"binary": {binaryTree(1 << 12), 30}, "deep": {deepTree(5000), 6}, "wide": {wideTree(5000), 6}, "shared": {likeReal(3000).tree(1), 3000}} {
		g := analysed(t, c.tree).program()
		if s := g.schedule(); s.places > c.most || len(s.steps) > len(g.steps) {
			t.Errorf("%s: %d rows for %d steps, want %d at most", name, s.places, len(g.steps), c.most)
		}
	}
}

func TestPropagateRefusesWhatItCannotAnswer(t *testing.T) {
	tree := tightlyKnit(300).tree(1)
	laws := make([]Distribution, len(tree.kinds))
	over, _ := Analyse(context.Background(), tree, Options{MaxNodes: 50})
	if _, err := over.Propagate(context.Background(), laws, Sampling{}); !errors.Is(err, ErrBudget) {
		t.Errorf("over budget: %v", err)
	}
	a := analysed(t, deepTree(3))
	for _, samples := range []int{-1, MaxDraws + 1} {
		if _, err := a.Propagate(context.Background(), laws[:3], Sampling{Samples: samples}); err == nil {
			t.Errorf("%d samples", samples)
		}
	}
	if _, err := a.Propagate(context.Background(), laws[:2], Sampling{}); err == nil {
		t.Error("a leaf without a law")
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := a.Propagate(ended, laws[:3], Sampling{Samples: MaxDraws}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := newSampler(a.program().schedule(), laws, 0).run(ended, MaxDraws); !errors.Is(err, context.Canceled) {
		t.Errorf("what was left behind: %v", err)
	}
}

// A constant has a spread too.
func TestSpreadOfConstants(t *testing.T) {
	var b Builder
	x := b.Leaf(Action)
	for want, root := range []Node{b.All(x, b.Not(x)), b.Any(x, b.Not(x))} {
		a := analysed(t, known[*Tree](t)(b.Tree(root)))
		if s := propagated(t, a, make([]Distribution, 1), Sampling{Samples: 70}); s.Mean != float64(want) || s.Deviation != 0 {
			t.Errorf("%+v, want %d", s, want)
		}
	}
}
