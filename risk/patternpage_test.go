package risk_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/library"
)

var update = flag.Bool("update", false, "rewrite docs/patterns.md")

const patternIntro = `# Attack patterns

Generated from ` + "`library/patterns`" + ` by ` + "`go test ./risk -run Page -update`" + `; a test keeps it current.

Where no threat of a model names an asset, ` + "`analyze`, `check`, `draw`, `tree` and `explain`" + ` grow attack trees for it from these patterns: a threat
` + "`pattern@asset`" + `, with steps ` + "`step@element`" + ` where the architecture matches. A step behind rules grows only where one of them fails or waits for a fact, so
what grows is what the findings add up to. ` + "`--grow all`" + ` grows beside written threats too, ` + "`--grow none`" + ` nothing.

    patterns: {edge-flood: off, man-in-the-middle: on}    # in the model: never, or also beside threats of your own
    steps: {"move-on@uplink": {probability: 0.02}}        # your number for one grown step; the rest stays
    threats: {mine: {asset: orders, pattern: edge-flood}} # your tree in the place of what would grow

A pattern grows for an asset whose sensitivity in a feared property is at least 3 or not stated. A loss that the asset states is for its most sensitive
property; each level below costs a tenth, as on the scale. Where the model names no attacker, the usual ones grow: one on the internet, an insider at each
provider, another customer in each neighbouring tenant, an insider where people administer from.

` + "`stormtree grow MODEL`" + ` prints what grows, in our language, and ` + "`--pin`" + ` writes it into the model. All numbers are rows of ` + "`library/basis.csv`" + `, most of them
assumed: each risk says which share of its numbers are not the author's and on what the weakest rests, and ` + "`check --require-basis`" + ` refuses what rests on too
little. One place of a pattern is repeated for at most 50 elements, and says so.

Patterns of your own lie in a folder, ` + "`--patterns DIR`" + `: a YAML file as in library/patterns, with steps of your own beside ours.

## The patterns

`

// TestThePageOfPatternsIsCurrent compares docs/patterns.md with the patterns; -update writes it.
func TestThePageOfPatternsIsCurrent(t *testing.T) {
	var b strings.Builder
	b.WriteString(patternIntro + "| pattern | what happens | feared | opened by |\n|---|---|---|---|\n")
	all := library.Bundled()
	for _, p := range all.Patterns {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", p.Name, p.Description, strings.Join(p.Category.Fear, ", "), doors(all, p.Attack))
	}
	const file = "../docs/patterns.md"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile(file); err != nil || string(have) != b.String() {
		t.Errorf("%s is not what the patterns say; renew it with -update: %v", file, err)
	}
}

// doors links the rules that open steps of a tree, shared parts included.
func doors(all *library.Patterns, b *library.Branch) string {
	rules := map[string]bool{}
	seen := map[string]bool{}
	var walk func(*library.Branch)
	walk = func(b *library.Branch) {
		if b == nil {
			return
		}
		if s := all.Steps[b.Step]; s != nil && !seen[b.Step] {
			seen[b.Step] = true
			for _, d := range s.When {
				rules[fmt.Sprintf("[%s](rules/%s.md)", d.Rule, d.Rule)] = true
			}
			walk(s.Part)
		}
		for _, child := range b.Children {
			walk(child)
		}
	}
	walk(b)
	if len(rules) == 0 {
		return "nothing: it is always possible"
	}
	return strings.Join(slices.Sorted(maps.Keys(rules)), ", ")
}
