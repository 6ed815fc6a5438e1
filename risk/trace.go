package risk

import (
	"context"
	"fmt"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/policies"
)

// Trace evaluates the rules alone, for a caller with a clock: done is called with
// "" when the model is ready for them, and then after each rule with what it found.
func Trace(ctx context.Context, m *model.Model, rules *policies.Pack, done func(rule string, found []policies.Result)) error {
	a := &analysis{model: m, catalogue: map[string]policies.Rule{}}
	for _, r := range rules.Rules() {
		a.catalogue[r.ID] = r
	}
	in := fill(m)
	if _, err := rules.Trace(ctx, in, settings(m, a.catalogue, newFindings(rules.Rules())), done); err != nil {
		return fmt.Errorf("evaluate the rules: %w", err)
	}
	return nil
}
