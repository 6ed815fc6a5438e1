package attacktree_test

import (
	"context"
	"testing"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// grove is a tree of so many leaves with gates of four, every tenth leaf luck.
func grove(b *testing.B, leaves int) (*attacktree.Tree, []attacktree.Leaf) {
	b.Helper()
	var builder attacktree.Builder
	var row []attacktree.Node
	numbers := make([]attacktree.Leaf, leaves)
	for i := range numbers {
		kind := attacktree.Action
		if i%10 == 3 && leaves < 1000 {
			kind = attacktree.Condition
		}
		row = append(row, builder.Leaf(kind))
		numbers[i] = attacktree.Leaf{Probability: 0.1 + float64(i%8)/10, Cost: float64(i % 13), Time: float64(i % 5)}
	}
	for level := 0; len(row) > 1; level++ {
		var next []attacktree.Node
		for len(row) > 0 {
			children := row[:min(4, len(row))]
			row = row[len(children):]
			switch level % 3 {
			case 0:
				next = append(next, builder.Sequence(children...))
			case 1:
				next = append(next, builder.Any(children...))
			default:
				next = append(next, builder.AtLeast(min(2, len(children)), children...))
			}
		}
		row = next
	}
	tree, err := builder.Tree(row[0])
	if err != nil {
		b.Fatal(err)
	}
	return tree, numbers
}

func compiled(b *testing.B, tree *attacktree.Tree) *attacktree.Diagram {
	b.Helper()
	d, err := attacktree.Compile(context.Background(), tree, attacktree.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return d
}

func BenchmarkCompile(b *testing.B) {
	tree40, _ := grove(b, 40)
	tree150, _ := grove(b, 150) // 200 nodes
	tree10k, _ := grove(b, 10_000)
	dag, _ := tangle(b, 14)
	for _, c := range []struct {
		name string
		tree *attacktree.Tree
	}{{"leaves=40", tree40}, {"nodes=200", tree150}, {"leaves=10000", tree10k}, {"shared", dag}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				compiled(b, c.tree)
			}
		})
	}
}

func BenchmarkAttempt(b *testing.B) {
	for _, c := range []struct {
		name string
		make func() (*attacktree.Tree, []attacktree.Leaf)
	}{
		{"nodes=200", func() (*attacktree.Tree, []attacktree.Leaf) { return grove(b, 150) }},
		{"leaves=10000", func() (*attacktree.Tree, []attacktree.Leaf) { return grove(b, 10_000) }},
		{"shared", func() (*attacktree.Tree, []attacktree.Leaf) { return tangle(b, 14) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			tree, leaves := c.make()
			d, who := compiled(b, tree), nobodyLimits()
			for b.Loop() {
				if _, _, err := d.Attempt(context.Background(), leaves, who); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// five actors of different reach and limits, as a model has them.
func five(leaves int) []attacktree.Actor {
	actors := make([]attacktree.Actor, 5)
	for i := range actors {
		actors[i] = nobodyLimits()
		actors[i].Once, actors[i].Attempts = i == 0, float64(i)
		actors[i].Can = make([]bool, leaves)
		for leaf := range actors[i].Can {
			actors[i].Can[leaf] = (leaf+i)%5 != 0
		}
		if i > 2 {
			actors[i].Budget = 20
		}
	}
	return actors
}

func BenchmarkCampaign(b *testing.B) {
	tree, leaves := grove(b, 40)
	d, actors := compiled(b, tree), five(40)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := d.Campaign(context.Background(), leaves, actors); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBest(b *testing.B) {
	tree, leaves := grove(b, 150)
	d, who := compiled(b, tree), nobodyLimits()
	for _, c := range []struct {
		name string
		by   attacktree.Order
	}{{"cheapest", attacktree.Cheapest}, {"likeliest", attacktree.Likeliest}, {"quickest", attacktree.Quickest}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := d.Best(context.Background(), leaves, who, c.by, 10); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
