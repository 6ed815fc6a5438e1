package attacktree_test

import (
	"context"
	"fmt"
	"log"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// burglary is: somebody gets in by a key, with force, or through the window. All of
// it needs that the house is asleep, but for force, which silences it too.
func burglary() (*attacktree.Tree, []attacktree.Leaf) {
	var b attacktree.Builder
	key, force, window := b.Leaf(attacktree.Action), b.Leaf(attacktree.Action), b.Leaf(attacktree.Action)
	asleep := b.Leaf(attacktree.Condition)
	silent := b.Any(asleep, force)
	tree, err := b.Tree(b.Any(b.All(key, asleep), b.All(force, silent), b.All(window, silent)))
	if err != nil {
		log.Fatal(err)
	}
	return tree, []attacktree.Leaf{
		{Probability: 0.4, Cost: 50, Time: 1, Detection: 0.1},
		{Probability: 0.1, Cost: 20, Time: 10, Detection: 0.7},
		{Probability: 0.1, Cost: 10, Time: 5, Detection: 0.3},
		{Probability: 0.5},
	}
}

func probabilitiesOf(leaves []attacktree.Leaf) (p []float64) {
	for _, l := range leaves {
		p = append(p, l.Probability)
	}
	return p
}

func analysis() (*attacktree.Analysis, []attacktree.Leaf) {
	tree, leaves := burglary()
	a, err := attacktree.Analyse(context.Background(), tree, attacktree.Options{})
	if err != nil {
		log.Fatal(err)
	}
	return a, leaves
}

// A tree is built from leaves up, taken apart once, and asked often.
func ExampleAnalyse() {
	var b attacktree.Builder
	key, force, asleep := b.Leaf(attacktree.Action), b.Leaf(attacktree.Action), b.Leaf(attacktree.Condition)
	tree, err := b.Tree(b.Any(b.All(key, asleep), b.All(force, b.Any(asleep, key))))
	if err != nil {
		log.Fatal(err)
	}
	a, err := attacktree.Analyse(context.Background(), tree, attacktree.Options{})
	if err != nil {
		log.Fatal(err)
	}
	p, err := a.Probability([]float64{0.2, 0.1, 0.5})
	if err != nil {
		log.Fatal(err)
	}
	count, err := a.Count(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("probability %.3f, %d minimal sets\n", p, count)
	// Output: probability 0.150, 3 minimal sets
}

func ExampleAnalysis_Importance() {
	a, leaves := analysis()
	all, err := a.Importance(probabilitiesOf(leaves))
	if err != nil {
		log.Fatal(err)
	}
	for _, i := range all {
		fmt.Printf("leaf %d: Birnbaum %.3f, criticality %.3f, worth of achievement %.2f, of reduction %.2f\n",
			i.Leaf, i.Birnbaum, i.Criticality, i.Achievement, i.Reduction)
	}
	// Output:
	// leaf 0: Birnbaum 0.405, criticality 0.528, worth of achievement 1.79, of reduction 2.12
	// leaf 1: Birnbaum 0.770, criticality 0.251, worth of achievement 3.26, of reduction 1.33
	// leaf 2: Birnbaum 0.270, criticality 0.088, worth of achievement 1.79, of reduction 1.10
	// leaf 3: Birnbaum 0.414, criticality 0.674, worth of achievement 1.67, of reduction 3.07
}

func ExampleAnalysis_Tornado() {
	a, leaves := analysis()
	low, high := make([]float64, len(leaves)), make([]float64, len(leaves))
	for i, l := range leaves {
		low[i], high[i] = l.Probability/2, l.Probability*1.5
	}
	swings, err := a.Tornado(probabilitiesOf(leaves), low, high)
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range swings {
		fmt.Printf("leaf %d: %.3f to %.3f\n", s.Leaf, s.Low, s.High)
	}
	// Output:
	// leaf 3: 0.204 to 0.411
	// leaf 0: 0.226 to 0.388
	// leaf 1: 0.269 to 0.346
	// leaf 2: 0.294 to 0.321
}

func ExampleAnalysis_Propagate() {
	a, leaves := analysis()
	laws := make([]attacktree.Distribution, len(leaves))
	for i, l := range leaves {
		law, err := attacktree.PERT(l.Probability/2, l.Probability, l.Probability*1.5)
		if err != nil {
			log.Fatal(err)
		}
		laws[i] = law
	}
	spread, err := a.Propagate(context.Background(), laws, attacktree.Sampling{Samples: 2000, Seed: 1})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.2f on average, from %.2f to %.2f in nine of ten samples\n", spread.Mean, spread.P5, spread.P95)
	// Output: 0.31 on average, from 0.23 to 0.39 in nine of ten samples
}

func ExampleAnalysis_Front() {
	a, leaves := analysis()
	front, err := a.Front(context.Background(), leaves, attacktree.Cost, attacktree.Probability)
	if err != nil {
		log.Fatal(err)
	}
	for _, attack := range front {
		fmt.Printf("%v costs %v, works with %.2f\n", attack.Leaves, attack.Cost, attack.Probability)
	}
	// Output:
	// [2 3] costs 10, works with 0.05
	// [1] costs 20, works with 0.10
	// [0 3] costs 50, works with 0.20
}

func ExampleAnalysis_Within() {
	a, leaves := analysis()
	unseen := a.Within(attacktree.Limit{Of: attacktree.Detection, Bound: 0.2}, attacktree.Limit{Of: attacktree.Cost, Bound: 100})
	attacks, err := unseen.List(context.Background(), leaves, attacktree.Likeliest, 3)
	if err != nil {
		log.Fatal(err)
	}
	for _, attack := range attacks {
		fmt.Printf("%v is noticed with %.2f\n", attack.Leaves, attack.Detection)
	}
	// Output: [0 3] is noticed with 0.10
}
