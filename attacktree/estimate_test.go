package attacktree

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

func estimated(t testing.TB, tree *Tree, p []float64, o Sampling) Estimate {
	t.Helper()
	e, err := tree.Estimate(context.Background(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// A 95 % interval may miss: one truth in twenty, here. With seeds that are fixed the
// number of misses is too, and it has to look like chance.
func TestEstimateAgreesWithBruteForce(t *testing.T) {
	const trees, samples = 600, 3000
	missed := 0
	for seed := range uint64(trees) {
		tree := smallTree(seed)
		p := plainChances(seed, len(tree.kinds))
		got, want := estimated(t, tree, p, Sampling{Samples: samples, Seed: seed}), bruteProbability(tree, p)
		if want < got.Low-1e-12 || want > got.High+1e-12 {
			missed++
		}
		if deviation := math.Sqrt(want * (1 - want) / samples); math.Abs(got.Probability-want) > 5*deviation+1e-12 {
			t.Errorf("seed %d: estimated %v, truth %v", seed, got, want)
		}
		if got.Low > got.Probability || got.High < got.Probability || got.Probability != float64(got.Hits)/samples {
			t.Errorf("seed %d: %+v contradicts itself", seed, got)
		}
	}
	if missed == 0 || missed > trees/20 {
		t.Errorf("%d of %d intervals miss the truth", missed, trees)
	}
}

// On DAGs too large for brute force, the diagram knows the truth.
func TestEstimateAgreesWithDiagrams(t *testing.T) {
	const samples = 100_000
	for seed := range uint64(20) {
		tree := likeReal(100).tree(seed)
		p := spreadChances(seed, len(tree.kinds), 0.05, 0.9)
		leaves := make([]Leaf, len(p))
		for i := range p {
			leaves[i].Probability = p[i]
		}
		d := known[*Diagram](t)(Compile(context.Background(), tree, Options{}))
		want := known[[]float64](t)(d.NodeProbabilities(context.Background(), leaves, nil))[tree.root]
		got := estimated(t, tree, p, Sampling{Samples: samples, Seed: seed})
		if deviation := math.Sqrt(want * (1 - want) / samples); math.Abs(got.Probability-want) > 4*deviation {
			t.Errorf("seed %d: estimated %+v, truth %v", seed, got, want)
		}
	}
}

// Counters are as wide as they must be, for every k.
func TestGatesCountTheirChildren(t *testing.T) {
	for _, n := range []int{1, 2, 3, 4, 5, 7, 8, 9, 33, 64, 100, 257} {
		for k := 1; k <= n; k++ {
			var b Builder
			row := leafRow(&b, n)
			trial := newTrial(finished(&b, b.AtLeast(k, row...)), nil, Sampling{Samples: 64})
			trial.words = 1
			r := rand.New(rand.NewPCG(uint64(n), uint64(k)))
			var counts [64]int
			for _, leaf := range row {
				for sample := range counts {
					if r.IntN(n) < k+sample%5-2 {
						trial.values[leaf] |= 1 << sample
						counts[sample]++
					}
				}
			}
			trial.decide(trial.root)
			for sample, count := range counts {
				if got := trial.values[trial.root]>>sample&1 == 1; got != (count >= k) {
					t.Fatalf("%d of %d, %d needed: %v", count, n, k, got)
				}
			}
		}
	}
}

// Every chance is drawn as it is, by each of the ways to draw it, in a last block
// that is not full too.
func TestLeavesAreTossedWithTheirChance(t *testing.T) {
	for _, p := range []float64{0, 1e-300, 1e-5, 0.003, 0.0155, rare, 0.1, 1.0 / 3, 0.5, 0.7, 1 - rare, 0.995, 1 - 1e-6, 1} {
		samples := 3_000_017
		if p == 0.0155 { // a gap of the exponential law, not of the geometric one, would differ a little
			samples *= 20
		}
		var b Builder
		e := estimated(t, finished(&b, b.Leaf(Defence)), []float64{p}, Sampling{Samples: samples, Seed: 5})
		if deviation := math.Sqrt(p * (1 - p) / float64(samples)); math.Abs(e.Probability-p) > 4*deviation {
			t.Errorf("%v tossed with %v", p, e)
		}
	}
}

// Neighbouring samples, and those of the same place in different words, are
// independent, as are leaves: pairs hold as often as they should.
func TestTossesAreIndependent(t *testing.T) {
	for _, p := range []float64{0.004, 0.3, 0.5, 0.993} {
		var b Builder
		row := leafRow(&b, 2)
		tree := finished(&b, b.All(row...))
		trial := newTrial(tree, []float64{p, p}, Sampling{Samples: 1 << 12, Seed: 9})
		pairs := map[string]float64{}
		const blocks = 200
		for range blocks {
			trial.words = trial.stride
			if err := trial.block(context.Background()); err != nil {
				t.Fatal(err)
			}
			one, other := trial.wordsOf(row[0]), trial.wordsOf(row[1])
			for i, w := range one {
				pairs["leaves"] += ones(w & other[i])
				pairs["neighbours"] += ones(w & (w<<1 | one[(i+1)%len(one)]>>63))
				pairs["words"] += ones(w & one[(i+1)%len(one)])
			}
		}
		n := float64(blocks * 64 * trial.stride)
		for what, count := range pairs {
			// The count of overlapping pairs varies by at most p² + 2p³ a pair.
			if deviation := math.Sqrt(n * (p*p*(1-p*p) + 2*p*p*p*(1-p))); math.Abs(count-n*p*p) > 4*deviation {
				t.Errorf("%v: %v pairs of %s, want %v ± %v", p, count, what, n*p*p, deviation)
			}
		}
	}
}

func ones(w uint64) (n float64) {
	for ; w != 0; w &= w - 1 {
		n++
	}
	return n
}

// The interval holds the truth at least as often as it promises, for common and
// for rare roots.
func TestIntervalCoversTheTruth(t *testing.T) {
	const runs = 2000
	for _, p := range []float64{0.001, 0.02, 0.3, 0.5, 0.9} {
		var b Builder
		tree, covered := finished(&b, b.Leaf(Action)), 0
		for seed := range uint64(runs) {
			if e := estimated(t, tree, []float64{p}, Sampling{Samples: 400, Seed: seed}); e.Low <= p && p <= e.High {
				covered++
			}
		}
		if covered < runs*94/100 {
			t.Errorf("%v lies in %d of %d intervals", p, covered, runs)
		}
	}
}

// By its definition the interval ends where a tail of the binomial law is 2.5 %.
func TestIntervalIsThatOfClopperAndPearson(t *testing.T) {
	for _, n := range []int{1, 10, 100, 700} {
		for k := 0; k <= n; k += 1 + n/9 {
			low, high := confidence(k, n)
			if tail := binomialTail(n, k, low); k > 0 && !agree(tail, 0.025, 1e-9) || k == 0 && low != 0 {
				t.Errorf("%d of %d: low end %v with a tail of %v", k, n, low, tail)
			}
			if tail := 1 - binomialTail(n, k+1, high); k < n && !agree(tail, 0.025, 1e-9) || k == n && high != 1 {
				t.Errorf("%d of %d: high end %v with a tail of %v", k, n, high, tail)
			}
		}
	}
	low, high := confidence(0, 1_000_000)
	if want := -math.Expm1(math.Log(0.025) / 1e6); low != 0 || !agree(high, want, 1e-11) {
		t.Errorf("without a hit: %v to %v, want 0 to %v", low, high, want)
	}
}

func TestEqualSeedsGiveEqualEstimates(t *testing.T) {
	tree := likeReal(300).tree(1)
	p := spreadChances(1, len(tree.kinds), 0.001, 0.9)
	one := estimated(t, tree, p, Sampling{Samples: 10_000, Seed: 7})
	if again := estimated(t, tree, p, Sampling{Samples: 10_000, Seed: 7}); again != one || one.Seed != 7 {
		t.Errorf("%+v, then %+v", one, again)
	}
	if other := estimated(t, tree, p, Sampling{Samples: 10_000, Seed: 8}); other.Hits == one.Hits {
		t.Errorf("another seed: %+v again", other)
	}
	if e := estimated(t, tree, p, Sampling{}); e.Samples != DefaultSamples || e.Seed != 0 {
		t.Errorf("no options: %+v", e)
	}
}

// What the root does not reach is not tossed: it costs nothing and changes nothing.
func TestWhatIsNotReachedIsNotTossed(t *testing.T) {
	var b Builder
	b.Any(leafRow(&b, 100)...)
	row := leafRow(&b, 3)
	larger := finished(&b, b.AtLeast(2, row...))
	var only Builder
	alone := finished(&only, only.AtLeast(2, leafRow(&only, 3)...))
	p := spreadChances(1, 103, 0.2, 0.8)
	o := Sampling{Samples: 5000, Seed: 3}
	if one, other := estimated(t, larger, p, o), estimated(t, alone, p[100:], o); one != other {
		t.Errorf("%+v with others, %+v alone", one, other)
	}
}

// Trees that are too large for full blocks are drawn in short ones.
func TestLargeTreesAreEstimatedInShortBlocks(t *testing.T) {
	tree := wideTree(1 << 20)
	trial := newTrial(tree, nil, Sampling{Samples: 1 << 20})
	if size := len(trial.values); trial.stride >= blockWords || size > memoryWords {
		t.Errorf("%d words a node, %d in all", trial.stride, size)
	}
	p := make([]float64, 1<<20)
	for i := range p {
		p[i] = math.Pow(0.5, 1.0/1024) // half a group's chance
		if i >= 1024 {
			p[i] = 0
		}
	}
	if e := estimated(t, tree, p, Sampling{Samples: 2000}); e.Low > 0.5 || e.High < 0.5 {
		t.Errorf("a half is estimated as %+v", e)
	}
}

func TestEstimateRefusesWhatItCannotDraw(t *testing.T) {
	var b Builder
	tree := finished(&b, b.All(leafRow(&b, 2)...))
	for _, c := range []struct {
		p    []float64
		o    Sampling
		want string
	}{
		{nil, Sampling{}, "0 leaves have probabilities, the tree has 2"},
		{[]float64{0.5, 0.5, 0.5}, Sampling{}, "3 leaves have probabilities, the tree has 2"},
		{[]float64{0.5, 1.5}, Sampling{}, "leaf 1: probability 1.5 is not between 0 and 1"},
		{[]float64{-0.5, 0.5}, Sampling{}, "leaf 0: probability -0.5 is not between 0 and 1"},
		{[]float64{math.NaN(), 0.5}, Sampling{}, "leaf 0: probability NaN is not between 0 and 1"},
		{[]float64{0.5, 0.5}, Sampling{Samples: -1}, "-1 samples"},
	} {
		if _, err := tree.Estimate(context.Background(), c.p, c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

// fading is a context that is cancelled by being looked at so often.
type fading struct {
	context.Context
	looks int
}

func (f *fading) Err() error {
	if f.looks--; f.looks < 0 {
		return context.Canceled
	}
	return nil
}

func TestEstimateStopsWithItsContext(t *testing.T) {
	tree := wideTree(10_000)
	p := spreadChances(1, 10_000, 0.1, 0.9)
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	for name, ctx := range map[string]context.Context{"gone": gone, "going": &fading{context.Background(), 3}} {
		if e, err := tree.Estimate(ctx, p, Sampling{Samples: math.MaxInt}); !errors.Is(err, context.Canceled) || e != (Estimate{}) {
			t.Errorf("%s: %+v, %v", name, e, err)
		}
	}
}

func BenchmarkEstimate(b *testing.B) {
	for _, c := range []struct {
		name      string
		tree      *Tree
		low, high float64
		samples   int
	}{
		{"gates=300", likeReal(300).tree(1), 0.02, 0.9, 1 << 16},
		{"gates=300,rare", likeReal(300).tree(1), 1e-5, 1e-2, 1 << 16},
		{"gates=10000", likeReal(10_000).tree(1), 0.02, 0.9, 1 << 12},
		{"leaves=1000000", wideTree(1_000_000), 0.02, 0.9, 1 << 10},
	} {
		p := spreadChances(1, len(c.tree.kinds), c.low, c.high)
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				estimated(b, c.tree, p, Sampling{Samples: c.samples})
			}
			tosses := float64(b.N) * float64(c.samples) * float64(len(p))
			b.ReportMetric(tosses/b.Elapsed().Seconds()/1e6, "Mtosses/s")
		})
	}
}
