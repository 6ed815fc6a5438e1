package risk

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/stormtree-dev/stormtree/policies"
)

// unknowns turns what rules wait for inside out: one entry per missing fact,
// those that most elements lack first. An imported model would otherwise drown
// its reader.
func (a *analysis) unknowns(waiting []policies.Result) []Unknown {
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
		u := Unknown{Fact: fact, Elements: sorted(elements[fact]), Rules: sorted(rules[fact])}
		u.Message = a.sentence(u)
		list = append(list, u)
	}
	slices.SortFunc(list, func(x, y Unknown) int {
		return cmp.Or(cmp.Compare(len(y.Elements), len(x.Elements)), strings.Compare(x.Fact, y.Fact))
	})
	return list
}

// sentence says of a fact for how many elements of which kinds it is not stated,
// and which rules wait for it.
func (a *analysis) sentence(u Unknown) string {
	counts := map[string]int{}
	for _, id := range u.Elements {
		_, kind, _ := a.model.Entity(id)
		counts[kind]++
	}
	var parts []string
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		parts = append(parts, counted(counts[kind], kind))
	}
	wait := " wait for it"
	if len(u.Rules) == 1 {
		wait = " waits for it"
	}
	return u.Fact + " not stated for " + strings.Join(parts, ", ") + ": " + strings.Join(u.Rules, ", ") + wait
}

// counted is a number with a word of ours, in the plural where need be.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ends := strings.CutSuffix(noun, "y"); ends && noun != "key" {
		return strconv.Itoa(n) + " " + stem + "ies"
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

func add(sets map[string]map[string]bool, key, member string) {
	if sets[key] == nil {
		sets[key] = map[string]bool{}
	}
	sets[key][member] = true
}

func sorted[V any](set map[string]V) []string { return slices.Sorted(maps.Keys(set)) }
