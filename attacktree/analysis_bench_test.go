package attacktree

import (
	"context"
	"fmt"
	"testing"
)

// Linear from a thousand to a million leaves.
func BenchmarkAnalysePureTrees(b *testing.B) {
	for _, leaves := range []int{1_000, 10_000, 100_000, 1_000_000} {
		for name, grow := range map[string]func(int) *Tree{"binary": binaryTree, "deep": deepTree, "wide": wideTree} {
			b.Run(fmt.Sprintf("%s-%d", name, leaves), func(b *testing.B) {
				tree := grow(leaves)
				p := spreadChances(1, leaves, 1e-3, 1e-1)
				for b.Loop() {
					a, err := Analyse(context.Background(), tree, Options{})
					if err != nil {
						b.Fatal(err)
					}
					if _, err := a.Probability(p); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(leaves), "ns/leaf")
			})
		}
	}
}

// The evaluation alone, once the tree has been taken apart.
func BenchmarkEvaluatePureTree(b *testing.B) {
	const leaves = 1_000_000
	a, err := Analyse(context.Background(), binaryTree(leaves), Options{})
	if err != nil {
		b.Fatal(err)
	}
	p := spreadChances(1, leaves, 1e-3, 1e-1)
	for b.Loop() {
		if _, err := a.Probability(p); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/leaves, "ns/leaf")
}

// Graphs like those of real models.
func BenchmarkAnalyseLikeReal(b *testing.B) {
	for _, gates := range []int{1_000, 10_000} {
		for seed := range uint64(3) {
			b.Run(fmt.Sprintf("%d-gates-seed-%d", gates, seed), func(b *testing.B) {
				tree := likeReal(gates).tree(seed)
				p := spreadChances(seed, len(tree.kinds), 1e-3, 1e-1)
				for b.Loop() {
					a, err := Analyse(context.Background(), tree, Options{MaxNodes: 1 << 24})
					if err != nil {
						b.Fatal(err)
					}
					if _, err := a.Probability(p); err != nil {
						b.Fatal(err)
					}
					if _, err := a.Count(context.Background()); err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(float64(a.Nodes()), "nodes")
				}
			})
		}
	}
}
