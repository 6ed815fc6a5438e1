package risk

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/policies"
)

// unknowns turns what rules wait for inside out: one entry per missing fact,
// those that most elements lack first. An imported model would otherwise drown
// its reader.
func unknowns(waiting []policies.Result) []Unknown {
	elements, rules := map[string]map[string]bool{}, map[string]map[string]bool{}
	for _, r := range waiting {
		for _, missing := range r.Missing {
			fact, element := factOf(missing, r.Element)
			add(elements, fact, element)
			add(rules, fact, r.Rule)
		}
	}
	list := []Unknown{}
	for fact := range elements {
		list = append(list, Unknown{fact, sorted(elements[fact]), sorted(rules[fact])})
	}
	slices.SortFunc(list, func(x, y Unknown) int {
		return cmp.Or(cmp.Compare(len(y.Elements), len(x.Elements)), strings.Compare(x.Fact, y.Fact))
	})
	return list
}

func add(sets map[string]map[string]bool, key, member string) {
	if sets[key] == nil {
		sets[key] = map[string]bool{}
	}
	sets[key][member] = true
}

func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }
