package adtool

import (
	"context"
	"os"
	"testing"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// BenchmarkDefenceFront finds the fronts of the largest public trees, already read.
func BenchmarkDefenceFront(b *testing.B) {
	for _, name := range []string{"tree_81.xml", "tree_73.xml", "thesis_tree.xml"} {
		text, err := os.ReadFile(public + "/" + name)
		if err != nil {
			b.Skipf("no corpus: %v", err)
		}
		g, _ := ReadGraph(name, text)
		d, problems := g.Resolve("")
		if len(problems) > 0 {
			b.Fatal(problems)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := d.Tree.DefenceFront(context.Background(), d.Numbers(), attacktree.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
