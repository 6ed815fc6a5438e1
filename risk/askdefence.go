package risk

import (
	"context"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// defences weighs what defences cost against what the cheapest attack costs then.
func (a *asking) defences(ctx context.Context) error {
	if !a.DefenceFront {
		return nil
	}
	if a.Lacks.Costs {
		a.remark("no attack has a cost, so that all of them count as costing nothing")
	}
	front, err := a.Tree.DefenceFront(ctx, a.Leaves, attacktree.Options{MaxNodes: a.MaxNodes})
	for _, point := range front {
		a.answer.DefenceFront = append(a.answer.DefenceFront, [2]Number{Number(point.Cost), Number(point.Attack)})
	}
	return err
}
