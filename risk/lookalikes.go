package risk

import (
	"cmp"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/policies"
)

// lookAlikes are rules that ask the same question at different places, or of
// which one says all that the other says and more. Where several of a line fail
// at one pair, the first of them says it all.
var lookAlikes = [...][]string{
	{"AUD-01", "AUD-06"},                     // what nobody records, nobody is told
	{"DEV-03", "DEV-06", "TEN-05"},           // whose data is this: at the device, at the resource, at the flow
	{"EDG-01", "AVA-01"},                     // one instance is a small failure
	{"EDG-04", "TRU-03"},                     // no limit for anybody is none for a tenant
	{"GEN-06", "GEN-26"},                     // a treasure beside what the internet reaches
	{"INT-03", "INT-01", "INT-02"},           // unseen by anybody is unseen by the customer
	{"KEY-05", "DEV-05"},                     // revoked credentials, of anybody and of devices
	{"PRO-01", "DEV-02", "GEN-02", "TRU-01"}, // nobody asks who calls
	{"PRO-01", "DEV-02", "GEN-01"},           // a device talks in clear
	{"TEN-01", "GEN-22"},                     // a host of several tenants is one of several boundaries
	{"TEN-10", "GEN-17"},                     // whoever makes it fetch an address
}

// earlier reports whether one rule stands before another in a line that they share.
func earlier(one, other string) bool {
	for _, rules := range lookAlikes {
		place := slices.Index(rules, one)
		if place >= 0 && place < slices.Index(rules, other) {
			return true
		}
	}
	return false
}

// placeOf is the last place of a rule in any line, -1 if it looks like no other.
// In every line it rises, so that whoever goes by it meets the first ones first.
func placeOf(rule string) int {
	last := -1
	for _, rules := range lookAlikes {
		last = max(last, slices.Index(rules, rule))
	}
	return last
}

// failure is a failing result, and later look-alikes that need no report of their own.
type failure struct {
	policies.Result
	told []policies.Result
}

// fold joins each look-alike to an earlier one that fails at the same pair.
// Reports are folded, never doors; what is settled, by a waiver or an implemented
// mitigation, tells nothing for others.
// The results are sorted by rule, and so are the failures.
func fold(m *model.Model, failing []policies.Result, settled func(rule, element string) bool) []failure {
	kept := make([]failure, 0, len(failing))
	places := map[string][]int{} // failures of look-alikes by element and, of flows, by both ends
	for _, r := range byPlace(failing) {
		if placeOf(r.Rule) < 0 || settled(r.Rule, r.Element) {
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
	slices.SortStableFunc(kept, func(a, b failure) int { return strings.Compare(a.Rule, b.Rule) })
	return kept
}

// byPlace puts the first of each line before the others of it.
func byPlace(failing []policies.Result) []policies.Result {
	sorted := slices.Clone(failing)
	slices.SortStableFunc(sorted, func(a, b policies.Result) int {
		return cmp.Compare(placeOf(a.Rule), placeOf(b.Rule))
	})
	return sorted
}

// told is the first failure of an earlier look-alike at the same pair, -1 if there is none.
func told(m *model.Model, kept []failure, places map[string][]int, r policies.Result) int {
	first := -1
	for _, place := range ends(m, r.Element) {
		for _, i := range places[place] {
			if earlier(kept[i].Rule, r.Rule) && together(m, kept[i].Element, r.Element) && (first < 0 || i < first) {
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
