package attacktree_test

import (
	"context"
	"fmt"
	"math"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// A thief picks the lock or, unless there is a guard, breaks the window. He can bribe
// the guard.
func ExampleTree_DefenceFront() {
	var b attacktree.Builder
	pick, smash, bribe := b.Leaf(attacktree.Action), b.Leaf(attacktree.Action), b.Leaf(attacktree.Action)
	steel, guard := b.Leaf(attacktree.Defence), b.Leaf(attacktree.Defence)
	watched := b.All(guard, b.Not(bribe))
	tree, err := b.Tree(b.All(pick, b.Not(steel)), b.All(smash, b.Not(watched)))
	if err != nil {
		fmt.Println(err)
		return
	}
	leaves := []attacktree.Leaf{{Cost: 50}, {Cost: 10}, {Cost: 200}, {Cost: 300}, {Cost: 1000}}

	front, err := tree.DefenceFront(context.Background(), leaves, attacktree.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range front {
		fmt.Println(d.Cost, d.Defences, d.Attack, d.Steps)
	}

	plan, err := tree.Defend(context.Background(), leaves, 1200, attacktree.DearAttack, attacktree.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(plan.Defences, plan.Attack, plan.Exact, math.IsInf(plan.Bound, 1))
	// Output:
	// 0 [] 10 [1]
	// 1000 [4] 50 [0]
	// 1300 [3 4] 210 [1 2]
	// [4] 50 true false
}
