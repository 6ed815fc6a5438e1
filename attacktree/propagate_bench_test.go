package attacktree_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// Ten thousand samples over the diagrams of a hard tree with much sharing.
func BenchmarkPropagateAralia(b *testing.B) {
	file := filepath.Join(aralia, "edf9203.xml")
	if _, err := os.Stat(file); err != nil {
		b.Skipf("no corpus: %v", err)
	}
	tree, leaves := readFaultTree(b, file)
	a, err := attacktree.Analyse(context.Background(), tree, attacktree.Options{MaxNodes: 1 << 24})
	if err != nil {
		b.Fatal(err)
	}
	laws := make([]attacktree.Distribution, len(leaves))
	for i, l := range leaves {
		if laws[i], err = attacktree.Lognormal(l.Probability, 3); err != nil {
			b.Fatal(err)
		}
	}
	benchPropagate(b, a, laws)
	b.ReportMetric(float64(a.Nodes()), "nodes")
}

func benchPropagate(b *testing.B, a *attacktree.Analysis, laws []attacktree.Distribution) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := a.Propagate(context.Background(), laws, attacktree.Sampling{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(laws))*attacktree.DefaultDraws*float64(b.N)/b.Elapsed().Seconds(), "leaf-samples/s")
}

// Trees without sharing, where the draws themselves cost most.
func BenchmarkPropagate(b *testing.B) {
	uniform, _ := attacktree.Uniform(1e-3, 1e-2)
	pert, _ := attacktree.PERT(1e-3, 2e-3, 1e-2)
	lognormal, _ := attacktree.Lognormal(1e-3, 3)
	tree, _ := grove(b, 10_000)
	a, err := attacktree.Analyse(context.Background(), tree, attacktree.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for name, law := range map[string]attacktree.Distribution{"uniform": uniform, "PERT": pert, "lognormal": lognormal} {
		b.Run(name, func(b *testing.B) {
			laws := make([]attacktree.Distribution, 10_000)
			for i := range laws {
				laws[i] = law
			}
			benchPropagate(b, a, laws)
		})
	}
}
