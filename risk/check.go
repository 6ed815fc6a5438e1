package risk

import (
	"context"
	"fmt"

	"github.com/stormtree-dev/stormtree/policies"
)

// check asks every rule about the model.
func (a *analysis) check(ctx context.Context, pack *policies.Pack) error {
	for _, r := range pack.Rules() {
		a.catalogue[r.ID] = r
	}
	a.findings = newFindings(pack.Rules())
	settings := settings(a.model, a.catalogue, a.findings)
	in := fill(a.model)
	results, err := pack.Evaluate(ctx, in, settings)
	if err != nil {
		return fmt.Errorf("evaluate the rules: %w", err)
	}
	a.results = results
	a.knowledge = pack.Know(in, results)
	a.findings.take(results, settings)
	return nil
}
