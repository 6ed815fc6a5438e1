package attacktree_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// burglary is a house that is entered through a window or the door; the alarm is
// silenced by a code, which also opens the door.
func burglary() (*attacktree.Tree, []attacktree.Leaf, error) {
	var b attacktree.Builder
	smash, pick, code, jam := b.Leaf(attacktree.Action), b.Leaf(attacktree.Action), b.Leaf(attacktree.Action), b.Leaf(attacktree.Action)
	enter := b.Any(smash, pick, code)
	silence := b.Any(code, jam)
	tree, err := b.Tree(b.All(enter, silence))
	return tree, []attacktree.Leaf{
		{Probability: 0.9, Cost: 10, Time: 1},
		{Probability: 0.5, Cost: 20, Time: 3},
		{Probability: 0.2, Cost: 100, Time: 8},
		{Probability: 0.4, Cost: 50, Time: 2},
	}, err
}

// One analysis answers many questions. The code is one event, though it stands in two places.
func ExampleAnalyse() {
	tree, leaves, err := burglary()
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	a, err := attacktree.Analyse(ctx, tree, attacktree.Options{})
	if errors.Is(err, attacktree.ErrBudget) {
		fmt.Println("only bounds are known; see Bounds and Estimate")
	} else if err != nil {
		fmt.Println(err)
		return
	}
	p, err := a.Probability(chancesOf(leaves))
	if err != nil {
		fmt.Println(err)
		return
	}
	count, err := a.Count(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	best, err := a.List(ctx, leaves, attacktree.Cheapest, 2)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.3f, %v minimal sets\n", p, count)
	for _, attack := range best {
		fmt.Println(attack.Leaves, attack.Cost)
	}
	// Output:
	// 0.504, 3 minimal sets
	// [0 3] 60
	// [1 3] 70
}

func chancesOf(leaves []attacktree.Leaf) []float64 {
	p := make([]float64, len(leaves))
	for i, l := range leaves {
		p[i] = l.Probability
	}
	return p
}

// The jammer matters most: without it only the code remains.
func ExampleAnalysis_Importance() {
	tree, leaves, err := burglary()
	if err != nil {
		fmt.Println(err)
		return
	}
	a, err := attacktree.Analyse(context.Background(), tree, attacktree.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	all, err := a.Importance(chancesOf(leaves))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, i := range all {
		fmt.Printf("leaf %d: Birnbaum %.3f, Fussell-Vesely %.2f, RRW %.2f\n", i.Leaf, i.Birnbaum, i.FussellVesely, i.Reduction)
	}
	// Output:
	// leaf 0: Birnbaum 0.160, Fussell-Vesely 0.93, RRW 1.40
	// leaf 1: Birnbaum 0.032, Fussell-Vesely 0.52, RRW 1.03
	// leaf 2: Birnbaum 0.620, Fussell-Vesely 0.40, RRW 1.33
	// leaf 3: Birnbaum 0.760, Fussell-Vesely 0.76, RRW 2.52
}

// How likely the code is to leak is a guess between 5 and 60 percent; the rest is known.
func ExampleAnalysis_Propagate() {
	tree, leaves, err := burglary()
	if err != nil {
		fmt.Println(err)
		return
	}
	a, err := attacktree.Analyse(context.Background(), tree, attacktree.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	laws := make([]attacktree.Distribution, len(leaves))
	for i, p := range chancesOf(leaves) {
		if laws[i], err = attacktree.Point(p); err != nil {
			fmt.Println(err)
			return
		}
	}
	if laws[2], err = attacktree.PERT(0.05, 0.2, 0.6); err != nil {
		fmt.Println(err)
		return
	}
	s, err := a.Propagate(context.Background(), laws, attacktree.Sampling{Samples: 20_000, Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("mean %.2f, 5 %% below %.2f, 95 %% below %.2f\n", s.Mean, s.P5, s.P95)
	// Output:
	// mean 0.53, 5 % below 0.44, 95 % below 0.64
}
