package risk

import (
	"context"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// searchable is how many leaves a tree may have to be searched for quickest
// attacks and fronts unless somebody asks.
const searchable = 5000

// diagram compiles a tree for searches that need one attack after the other.
func (a *asking) diagram(ctx context.Context) (*attacktree.Diagram, error) {
	if len(a.Leaves) > searchable {
		return nil, attacktree.ErrBudget
	}
	return attacktree.Compile(ctx, a.Tree, attacktree.Options{MaxNodes: min(a.MaxNodes, attacktree.DefaultMaxNodes)})
}

// quickest finds the attack that takes least time, sequences one after the other.
func (a *asking) quickest(ctx context.Context) error {
	if a.Lacks.Times || !a.Tree.Coherent() {
		return nil
	}
	d, err := a.diagram(ctx)
	if err != nil {
		return err
	}
	found, err := d.Best(ctx, a.Leaves, anybody(), attacktree.Quickest, 1)
	if err != nil || len(found) == 0 {
		return err
	}
	a.answer.Quickest = &TimedAttack{Steps: a.ids(found[0].Leaves), Time: found[0].Time}
	return nil
}
