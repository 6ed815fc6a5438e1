package attacktree

import (
	"context"
	"errors"
	"fmt"
	"testing"
)

// ladder needs every rung, which a defence each makes dearer: all choices of
// defences are on its front.
func ladder(rungs int) (*Tree, []Leaf) {
	var b Builder
	var leaves []Leaf
	var rung []Node
	for i := range rungs {
		price := float64(int(1) << i)
		rung = append(rung, b.Any(b.All(b.Leaf(Action), b.Not(b.Leaf(Defence))), b.Leaf(Action)))
		leaves = append(leaves, Leaf{Probability: 0.5}, Leaf{Cost: price}, Leaf{Cost: price, Probability: 0.1})
	}
	return finished(&b, b.All(rung...)), leaves
}

// duels are trees of growing difficulty, with 30 and 60 defences: of independent
// parts but for shared defences, with a tenth and with three tenths shared.
func duels() (all []duel) {
	for _, defences := range []int{30, 60} {
		for _, shared := range []float64{0, 0.1, 0.3} {
			all = append(all, duel{
				attacks: 2 * defences, defences: defences, shared: shared, inhibited: 0.4, countered: 0.3, near: 8,
			})
		}
	}
	return all
}

func (d duel) name() string { return fmt.Sprintf("defences=%d/shared=%v", d.defences, d.shared) }

func BenchmarkDefenceFront(b *testing.B) {
	for _, rungs := range []int{8, 12, 16} {
		b.Run(fmt.Sprintf("ladder/defences=%d", rungs), func(b *testing.B) {
			tree, leaves := ladder(rungs)
			for b.Loop() {
				front, err := tree.DefenceFront(context.Background(), leaves, Options{})
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(front)), "points")
			}
		})
	}
	for _, d := range duels() {
		b.Run(d.name(), func(b *testing.B) {
			over, points := 0, 0
			for b.Loop() {
				over, points = 0, 0
				for seed := range uint64(10) {
					tree, leaves := d.tree(seed)
					front, err := tree.DefenceFront(context.Background(), leaves, Options{})
					points += len(front)
					if errors.Is(err, ErrBudget) {
						over++
					} else if err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(over)/10, "over-budget")
			b.ReportMetric(float64(points)/10, "points")
		})
	}
}

func BenchmarkDefend(b *testing.B) {
	for _, d := range duels() {
		for goal, word := range []string{"attack", "chance"} {
			b.Run(d.name()+"/"+word, func(b *testing.B) {
				exact := 0
				for b.Loop() {
					exact = 0
					for seed := range uint64(10) {
						tree, leaves := d.tree(seed)
						p, err := tree.Defend(context.Background(), leaves, 25, Goal(goal), Options{})
						if err != nil && !errors.Is(err, ErrBudget) {
							b.Fatal(err)
						}
						if err == nil && p.Exact {
							exact++
						}
					}
				}
				b.ReportMetric(float64(exact)/10, "exact")
			})
		}
	}
}
