package risk

import (
	"slices"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/policies"
)

// lookAlikes ask the same question, whose data is this, at the device, at the
// resource and at the flow. Where several of them fail at one pair, the first
// says it all.
var lookAlikes = [...]string{"DEV-03", "DEV-06", "TEN-05"}

// failure is a failing result, and later look-alikes that need no report of their own.
type failure struct {
	policies.Result
	told []policies.Result
}

// fold joins each look-alike to an earlier one that fails at the same pair.
// Reports are folded, never doors; what is excused tells nothing for others.
// The results are sorted by rule.
func fold(m *model.Model, failing []policies.Result, excused func(rule, element string) bool) []failure {
	var kept []failure
	for _, r := range failing {
		first := -1
		if !excused(r.Rule, r.Element) {
			first = slices.IndexFunc(kept, func(f failure) bool {
				return alike(f.Rule, r.Rule) && !excused(f.Rule, f.Element) && together(m, f.Element, r.Element)
			})
		}
		if first < 0 {
			kept = append(kept, failure{Result: r})
			continue
		}
		kept[first].told = append(kept[first].told, r)
	}
	return kept
}

func alike(earlier, later string) bool {
	x, y := slices.Index(lookAlikes[:], earlier), slices.Index(lookAlikes[:], later)
	return 0 <= x && x < y
}

// together reports whether two elements are one, or one is a flow that ends at the other.
func together(m *model.Model, a, b string) bool { return a == b || joins(m, a, b) || joins(m, b, a) }

func joins(m *model.Model, flow, end string) bool {
	f := m.Flow(flow)
	return f != nil && (f.From.ID == end || f.To.ID == end)
}
