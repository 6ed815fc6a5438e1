package attacktree_test

import (
	"context"
	"math"
	"path/filepath"
	"testing"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// Importance and samples on real fault trees, with and without negations: the samples
// of certain leaves are the published probability, and the worths of the most
// important leaf are what the tree says when that leaf is certain or impossible.
func TestQuestionsToAraliaFaultTrees(t *testing.T) {
	if underRace {
		t.Skip("without the race detector only")
	}
	reference := readReference(t)
	for _, name := range []string{"baobab1", "cea9601", "das9601", "edf9203", "elf9601", "isp9606"} {
		t.Run(name, func(t *testing.T) {
			want, ok := reference[name]
			if !ok {
				t.Fatal("not in the corpus")
			}
			tree, leaves := readFaultTree(t, filepath.Join(aralia, name+".xml"))
			a := must[*attacktree.Analysis](t)(attacktree.Analyse(context.Background(), tree, attacktree.Options{MaxNodes: 1 << 24}))
			p := probabilities(leaves)
			laws := make([]attacktree.Distribution, len(p))
			for i := range laws {
				laws[i] = must[attacktree.Distribution](t)(attacktree.Point(p[i]))
			}
			spread := must[attacktree.Spread](t)(a.Propagate(context.Background(), laws, attacktree.Sampling{Samples: 3}))
			if math.Abs(spread.Mean-want.probability) > want.tolerance*want.probability {
				t.Errorf("mean %v, want %v", spread.Mean, want.probability)
			}
			checkWorths(t, a, p, want)
		})
	}
}

func checkWorths(t *testing.T, a *attacktree.Analysis, p []float64, want answers) {
	t.Helper()
	top := attacktree.Importance{}
	for _, i := range must[[]attacktree.Importance](t)(a.Importance(p)) {
		if i.Criticality > top.Criticality {
			top = i
		}
	}
	chance := p[top.Leaf]
	p[top.Leaf] = 1
	always := must[float64](t)(a.Probability(p))
	p[top.Leaf] = 0
	never := must[float64](t)(a.Probability(p))
	p[top.Leaf] = chance
	for name, pair := range map[string][2]float64{
		"Birnbaum": {top.Birnbaum, always - never}, "achievement": {top.Achievement, always / want.probability},
		"reduction": {1 / top.Reduction, never / want.probability}, "diagnostic": {top.FussellVesely, chance * always / want.probability},
	} {
		if got, want := pair[0], pair[1]; math.Abs(got-want) > 2e-6*math.Abs(want)+1e-12 {
			t.Errorf("%s of leaf %d is %v, want %v", name, top.Leaf, got, want)
		}
	}
}
