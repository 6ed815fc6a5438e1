package risk

import (
	"slices"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/policies"
)

// lookAlikes ask the same question, whose data is this, at the device, at the
// resource and at the flow. Where several of them fail at one pair, the first
// says it all; their ids are in this order.
var lookAlikes = [...]string{"DEV-03", "DEV-06", "TEN-05"}

// failure is a failing result, and later look-alikes that need no report of their own.
type failure struct {
	policies.Result
	told []policies.Result
}

// fold joins each look-alike to an earlier one that fails at the same pair.
// Reports are folded, never doors; what is settled, by a waiver or an implemented
// mitigation, tells nothing for others.
// The results are sorted by rule.
func fold(m *model.Model, failing []policies.Result, settled func(rule, element string) bool) []failure {
	kept := make([]failure, 0, len(failing))
	places := map[string][]int{} // failures of look-alikes by element and, of flows, by both ends
	for _, r := range failing {
		if !slices.Contains(lookAlikes[:], r.Rule) || settled(r.Rule, r.Element) {
			kept = append(kept, failure{Result: r})
			continue
		}
		if first := told(m, kept, places, r); first >= 0 {
			kept[first].told = append(kept[first].told, r)
			continue
		}
		for _, place := range ends(m, r.Element) {
			places[place] = append(places[place], len(kept))
		}
		kept = append(kept, failure{Result: r})
	}
	return kept
}

// told is the first failure of an earlier look-alike at the same pair, -1 if there is none.
func told(m *model.Model, kept []failure, places map[string][]int, r policies.Result) int {
	first := -1
	for _, place := range ends(m, r.Element) {
		for _, i := range places[place] {
			if kept[i].Rule < r.Rule && together(m, kept[i].Element, r.Element) && (first < 0 || i < first) {
				first = i
			}
		}
	}
	return first
}

// ends are the places of an element: itself and, of a flow, both its ends.
func ends(m *model.Model, element string) []string {
	if f := m.Flow(element); f != nil {
		return []string{element, f.From.ID, f.To.ID}
	}
	return []string{element}
}

// together reports whether two elements are one, or one is a flow that ends at the other.
func together(m *model.Model, a, b string) bool {
	return slices.Contains(ends(m, a), b) || slices.Contains(ends(m, b), a)
}
