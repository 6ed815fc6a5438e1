package risk

import (
	"slices"
	"testing"

	"github.com/stormtree-dev/stormtree/library"
	"github.com/stormtree-dev/stormtree/policies"
)

// What a rule says that it opens is what patterns put behind its door.
func TestRulesOpenTheStepsThatPatternsPutBehindThem(t *testing.T) {
	opens := map[string][]string{}
	for _, r := range policies.Catalogue() {
		opens[r.ID] = r.Opens
	}
	doors := 0
	for name, step := range library.Bundled().Steps {
		for _, d := range step.When {
			doors++
			if _, known := opens[d.Rule]; !known {
				t.Errorf("step %s waits for %s, which is no rule", name, d.Rule)
			} else if !slices.Contains(opens[d.Rule], name) {
				t.Errorf("step %s waits for %s, which opens %v", name, d.Rule, opens[d.Rule])
			}
		}
	}
	if doors < 20 {
		t.Errorf("only %d doors", doors)
	}
}
