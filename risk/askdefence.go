package risk

import (
	"context"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// defences weighs what defences cost against what the cheapest attack costs then,
// if the file states costs.
func (a *asking) defences(ctx context.Context) error {
	if !a.DefenceFront {
		return nil
	}
	if a.Lacks.Costs {
		a.remark("without costs there is no front of defences")
		return nil
	}
	front, err := a.Tree.DefenceFront(ctx, a.Leaves, attacktree.Options{MaxNodes: a.MaxNodes})
	for _, point := range front {
		a.answer.DefenceFront = append(a.answer.DefenceFront, [2]Number{Number(point.Cost), Number(point.Attack)})
	}
	return err
}
