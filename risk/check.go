package risk

import (
	"context"
	"fmt"

	"github.com/stormtree-dev/stormtree/policies"
)

// check asks every rule about the model.
func (a *analysis) check(ctx context.Context, pack *policies.Pack, known *judged) error {
	for _, r := range pack.Rules() {
		a.catalogue[r.ID] = r
	}
	a.findings = newFindings(pack.Rules())
	settings := settings(a.model, a.catalogue, a.findings)
	if known == nil || known.of != a.model {
		in := fill(a.model)
		results, err := pack.Evaluate(ctx, in, settings)
		if err != nil {
			return fmt.Errorf("evaluate the rules: %w", err)
		}
		known = &judged{of: a.model, input: in, results: results, knowledge: pack.Know(in, results)}
	}
	a.judged = known
	a.findings.take(known.results, settings)
	return nil
}
