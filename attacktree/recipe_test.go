package attacktree_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// What each order, and each step before it, gains on the harder Aralia trees:
// the source of the table in docs/method.md. Over four million nodes counts as
// no answer.
func BenchmarkRecipes(b *testing.B) {
	recipes := map[string]attacktree.Recipe{"weight-unsimplified": {NoSimplifying: true}, "weight-ungrouped": {NoGrouping: true}}
	for i, name := range []string{"weight", "gates-first", "shared-first", "as-written"} {
		recipes[name] = attacktree.Recipe{Order: i}
	}
	for _, tree := range []string{"baobab1", "cea9601", "das9601", "edf9203", "edfpa14b", "edfpa14p", "edfpa15b", "edfpa15r", "elf9601", "jbd9601"} {
		for name, recipe := range recipes {
			b.Run(fmt.Sprintf("%s/%s", tree, name), func(b *testing.B) {
				t, _ := readFaultTree(b, filepath.Join(aralia, tree+".xml"))
				recipe.Limit = 1 << 22
				for b.Loop() {
					nodes, err := recipe.Nodes(context.Background(), t)
					if err != nil {
						nodes = -1
					}
					b.ReportMetric(float64(nodes), "nodes")
				}
			})
		}
	}
}
