package risk_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/risk"
)

// Two threats that are small alone and huge together: the sum of the rows is an
// upper end of the whole, and says so.
func TestAWholeTooLargeToJoinIsABound(t *testing.T) {
	const n = 40
	var first, second, steps []string
	for i, j := range rand.New(rand.NewPCG(1, 1)).Perm(n) {
		first = append(first, fmt.Sprintf("{any: [x%d, y%d]}", i, i))
		second = append(second, fmt.Sprintf("{any: [x%d, y%d]}", i, j))
		steps = append(steps, fmt.Sprintf("x%d: {probability: 0.9}, y%d: {probability: 0.9}", i, i))
	}
	r := analyze(t, fmt.Sprintf(`
assets: {data: {loss: 1k}}
attackers: {a: {kind: outsider}}
threats: {one: {asset: data, attack: {all: [%s]}}, two: {asset: data, attack: {all: [%s]}}}
steps: {%s}
`, strings.Join(first, ", "), strings.Join(second, ", "), strings.Join(steps, ", ")))
	if !r.System.AtMost {
		t.Fatal("the whole is exact: make it larger")
	}
	equal(t, "system", r.System.WithoutDoubles, r.System.Rows)
}

// A tree with more attacks than anybody can search still has its chance, as an
// upper end; what cannot be answered is named.
func TestATreeTooLargeToSearchSaysSo(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	var gates, steps []string
	for i := range 200 {
		gates = append(gates, fmt.Sprintf("{any: [x%d, y%d, z%d]}", i, i, i))
		for _, name := range []string{"x", "y"} {
			steps = append(steps, fmt.Sprintf("%s%d: {probability: %.3f, cost: %d}", name, i, rnd.Float64(), rnd.IntN(1000)))
		}
		steps = append(steps, fmt.Sprintf("z%d: {probability: %.3f}", i, rnd.Float64()))
	}
	text := fmt.Sprintf(`
assets: {data: {loss: 1k}}
attackers: {a: {kind: outsider, budget: 8k}}
threats: {t: {asset: data, attack: {all: [%s]}}}
steps: {%s}
`, strings.Join(gates, ", "), strings.Join(steps, ", "))
	m, o := parse(t, text), risk.Options{MaxNodes: 1 << 14}
	r, err := risk.Analyze(context.Background(), m, o)
	if err != nil {
		t.Fatal(err)
	}
	x := row(t, r, "t/a")
	if !x.AtMost || x.OnlyAfter || !noted(r, `threat "t" has too many attacks to search`) || !noted(r, `threat "t" is too large to evaluate exactly`) {
		t.Errorf("at most %v, only after an accident %v, notes %v", x.AtMost, x.OnlyAfter, r.Notes)
	}
	large, err := risk.BuildTree(context.Background(), m, o, "t", "a")
	if err != nil {
		t.Fatal(err)
	}
	answer := large.Answer
	if *answer.Probability == 0 || answer.Exact || answer.Bounds == nil || len(answer.OverBudget) == 0 || answer.MinimalSets.Count != "" {
		t.Errorf("probability %g, exact %v, over budget %v, count %q", *answer.Probability, answer.Exact, answer.OverBudget, answer.MinimalSets.Count)
	}
	e, err := risk.Explain(context.Background(), m, o, r, "t/a")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "ways", len(e.Ways), 0)
	equal(t, "ways in all", e.WaysInAll, "0")
}
