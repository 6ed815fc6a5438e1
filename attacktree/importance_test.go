package attacktree

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"
)

// with is p with one leaf at another probability.
func with(p []float64, leaf int, chance float64) []float64 {
	p = slices.Clone(p)
	p[leaf] = chance
	return p
}

func close12(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-12*max(1, math.Abs(b))
}

// Every measure by its definition, on every operator.
func TestImportanceAgreesWithBruteForce(t *testing.T) {
	for seed := range uint64(250) {
		tree := smallTree(seed)
		p := plainChances(seed, len(tree.kinds))
		got, err := analysed(t, tree).Importance(p)
		if err != nil || len(got) != len(p) {
			t.Fatalf("seed %d: %d measures, error %v", seed, len(got), err)
		}
		root := bruteProbability(tree, p)
		for leaf, i := range got {
			always, never := bruteProbability(tree, with(p, leaf, 1)), bruteProbability(tree, with(p, leaf, 0))
			want := Importance{leaf, always - never, 0, 0, ratio(always, root), ratio(root, never)}
			if root > 0 {
				want.Criticality, want.FussellVesely = 1-never/root, p[leaf]*always/root
			}
			if !sameImportance(i, want) {
				t.Fatalf("seed %d, leaf %d: %+v, want %+v", seed, leaf, i, want)
			}
		}
	}
}

func sameImportance(x, y Importance) bool {
	return x.Leaf == y.Leaf && close12(x.Birnbaum, y.Birnbaum) && close12(x.Criticality, y.Criticality) &&
		close12(x.FussellVesely, y.FussellVesely) && close12(x.Achievement, y.Achievement) && close12(x.Reduction, y.Reduction)
}

func analysed(t testing.TB, tree *Tree) *Analysis {
	t.Helper()
	a, err := Analyse(context.Background(), tree, Options{MaxNodes: 1 << 24})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// The passes of importance and the plain evaluation are two ways to one number.
func TestProgramsAgreeWithEvaluation(t *testing.T) {
	for seed := range uint64(8) {
		for name, tree := range map[string]*Tree{
			"like real": likeReal(300).tree(seed), "knit": tightlyKnit(150).tree(seed), "deep": deepTree(500), "wide": wideTree(500),
		} {
			a := analysed(t, tree)
			p := spreadChances(seed, len(tree.kinds), 1e-9, 1e-1)
			want, err := a.Probability(p)
			got, slopes, also := a.slopes(p)
			if err != nil || also != nil || math.Abs(got/want-1) > 1e-12 {
				t.Fatalf("%s, seed %d: %v, want %v; errors %v, %v", name, seed, got, want, err, also)
			}
			leaf := int(seed) % len(p)
			raised, _ := a.Probability(with(p, leaf, 1))
			if step := (1 - p[leaf]) * slopes[leaf]; math.Abs(step-(raised-want)) > 1e-12*raised {
				t.Fatalf("%s, seed %d, leaf %d: %v, want %v", name, seed, leaf, step, raised-want)
			}
		}
	}
}

// What is small stays precise on either side of a negation.
func TestImportanceKeepsDigits(t *testing.T) {
	var b Builder
	x, y, z := b.Leaf(Action), b.Leaf(Action), b.Leaf(Action)
	tree := known[*Tree](t)(b.Tree(b.Not(b.Not(b.AtLeast(2, b.Any(x, y), b.Any(y, z), b.Any(x, z))))))
	const q = 1e-12
	got, err := analysed(t, tree).Importance([]float64{q, q, q})
	if err != nil || math.Abs(got[0].Achievement*3*q-1) > 1e-11 || math.Abs(got[0].Reduction-1.5) > 1e-11 {
		t.Errorf("%+v, error %v; want 1/(3q) and 3/2", got, err)
	}
}

func TestImportanceAtTheEdges(t *testing.T) {
	var b Builder
	x, y, unused := b.Leaf(Action), b.Leaf(Action), b.Leaf(Action)
	a := analysed(t, known[*Tree](t)(b.Tree(b.All(x, b.Any(y, x, unused), b.Not(y)))))
	inf := math.Inf(1)
	for _, c := range []struct {
		p    []float64
		want []Importance
	}{
		{[]float64{0.5, 0.5, 0.3}, []Importance{{0, 0.5, 1, 1, 2, inf}, {1, -0.5, -1, 0, 0, 0.5}, {2, 0, 0, 0.3, 1, 1}}},
		{[]float64{0, 0.5, 0.3}, []Importance{{0, 0.5, 0, 0, inf, 1}, {1, 0, 0, 0, 1, 1}, {2, 0, 0, 0, 1, 1}}},
		{[]float64{1, 0, 0.3}, []Importance{{0, 1, 1, 1, 1, inf}, {1, -1, 0, 0, 0, 1}, {2, 0, 0, 0.3, 1, 1}}},
		{[]float64{1, 1, 0.3}, []Importance{{0, 0, 0, 0, 1, 1}, {1, -1, 0, 0, 1, 0}, {2, 0, 0, 0, 1, 1}}},
	} {
		got, err := a.Importance(c.p)
		if err != nil || !slices.EqualFunc(got, c.want, sameImportance) {
			t.Errorf("%v: %+v, want %+v; error %v", c.p, got, c.want, err)
		}
	}
}

func TestTornadoAgreesWithBruteForce(t *testing.T) {
	for seed := range uint64(120) {
		tree := smallTree(seed)
		p := plainChances(seed, len(tree.kinds))
		low, high := slices.Clone(p), slices.Clone(p)
		for i := range p {
			low[i], high[i] = p[i]/2, min(1, p[i]+0.25)
		}
		swings, err := analysed(t, tree).Tornado(p, low, high)
		if err != nil || len(swings) != len(p) {
			t.Fatalf("seed %d: %d swings, error %v", seed, len(swings), err)
		}
		for i, s := range swings {
			if want := bruteProbability(tree, with(p, s.Leaf, low[s.Leaf])); !close12(s.Low, want) {
				t.Fatalf("seed %d, leaf %d: low %v, want %v", seed, s.Leaf, s.Low, want)
			}
			if want := bruteProbability(tree, with(p, s.Leaf, high[s.Leaf])); !close12(s.High, want) {
				t.Fatalf("seed %d, leaf %d: high %v, want %v", seed, s.Leaf, s.High, want)
			}
			if i > 0 && math.Abs(s.Change()) > math.Abs(swings[i-1].Change()) {
				t.Fatalf("seed %d: %v is wider than the one before", seed, s)
			}
		}
	}
}

func TestImportanceRefusesWhatItCannotAnswer(t *testing.T) {
	tree := tightlyKnit(300).tree(1)
	p := make([]float64, len(tree.kinds))
	over, _ := Analyse(context.Background(), tree, Options{MaxNodes: 50})
	if _, err := over.Importance(p); !errors.Is(err, ErrBudget) {
		t.Errorf("over budget: %v", err)
	}
	if _, err := over.Tornado(p, p, p); !errors.Is(err, ErrBudget) {
		t.Errorf("over budget: %v", err)
	}
	a := analysed(t, deepTree(2))
	if _, err := a.Importance([]float64{0.5, 2}); err == nil {
		t.Error("a probability of 2")
	}
	half := []float64{0.5, 0.5}
	for _, c := range [][3][]float64{{half, {0.5}, half}, {half, half, {0.5, math.NaN()}}, {half, {0.5, 0.6}, half}, {{1}, half, half}} {
		if _, err := a.Tornado(c[0], c[1], c[2]); err == nil {
			t.Errorf("%v from %v to %v", c[0], c[1], c[2])
		}
	}
}

func BenchmarkImportance(b *testing.B) {
	for name, tree := range map[string]*Tree{"like-real-10000": likeReal(10_000).tree(0), "pure-1000000": binaryTree(1_000_000)} {
		b.Run(name, func(b *testing.B) {
			a := analysed(b, tree)
			p := spreadChances(0, len(tree.kinds), 1e-3, 1e-1)
			for b.Loop() {
				if _, err := a.Importance(p); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(p)), "ns/leaf")
			b.ReportMetric(float64(a.Nodes()), "nodes")
		})
	}
}
