package model

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/model/source"
)

func TestTooManyPairsOfThreatAndAttackerAreRefused(t *testing.T) {
	for by, want := range map[string]bool{"": true, ", by: [a0]": false} {
		var text strings.Builder
		text.WriteString("stormtree: 1\nassets: {data: {loss: 1k}}\nsteps: {s: {probability: 0.5}}\nattackers:\n")
		for i := range 300 {
			fmt.Fprintf(&text, "  a%d: {kind: outsider}\n", i)
		}
		text.WriteString("threats:\n")
		for i := range 300 {
			fmt.Fprintf(&text, "  t%d: {asset: data, attack: s%s}\n", i, by)
		}
		root, problems := source.Read("t.yaml", []byte(text.String()))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		_, problems = Decode("t.yaml", root)
		if refused := len(problems) == 1 && problems[0].Kind == source.Limit && problems[0].Pos.Line > 300; refused != want {
			t.Errorf("by %q: %v", by, problems)
		}
	}
}
