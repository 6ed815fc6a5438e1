package risk

import (
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/policies"
)

// door says whether the policies let a step happen.
type door uint8

const (
	doorShut    door = iota
	doorUnknown      // some finding is unknown and none fails
	doorOpen
)

func (d door) String() string { return [...]string{"shut", "unknown", "open"}[d] }

// findings are the policy results by rule: fail, pass and unknown. A rule that
// was not evaluated is unknown everywhere.
type findings struct {
	evaluated map[string]bool              // by rule
	canonical map[string]string            // a rule's id by each of its names
	byRule    map[string][]policies.Result // sorted by element
}

func newFindings(catalogue []policies.Rule) findings {
	f := findings{evaluated: map[string]bool{}, canonical: map[string]string{}, byRule: map[string][]policies.Result{}}
	for _, r := range catalogue {
		f.evaluated[r.ID] = true
		for _, alias := range r.Aliases {
			f.canonical[alias] = r.ID
		}
	}
	return f
}

// take files the results, which are sorted by rule; a rule that is switched off has none.
func (f findings) take(results []policies.Result, settings map[string]policies.Setting) {
	for id, s := range settings {
		if s.Off {
			delete(f.evaluated, id)
		}
	}
	for len(results) > 0 {
		rule := results[0].Rule
		n := slices.IndexFunc(results, func(r policies.Result) bool { return r.Rule != rule })
		if n < 0 {
			n = len(results)
		}
		f.byRule[rule], results = results[:n:n], results[n:]
	}
}

// id is a rule's id, whichever of its names an author used.
func (f findings) id(rule string) string {
	if id, ok := f.canonical[rule]; ok {
		return id
	}
	return rule
}

// door is open when one of the named findings fails, unknown when one is
// unknown, shut otherwise. A step without conditions has an open door.
func (f findings) door(when, closed []model.RuleRef) door {
	if len(when) == 0 {
		return doorOpen
	}
	d := doorShut
	for _, ref := range when {
		d = max(d, f.state(ref, closed))
	}
	return d
}

func (f findings) state(ref model.RuleRef, closed []model.RuleRef) door {
	rule := f.id(ref.Rule)
	if !f.evaluated[rule] {
		if f.names(closed, rule, ref.Element) {
			return doorShut
		}
		return doorUnknown
	}
	d := doorShut
	for _, r := range f.at(rule, ref.Element) {
		if r.Outcome != policies.Pass && !f.names(closed, rule, r.Element) {
			d = max(d, doorOf(r.Outcome))
		}
	}
	return d
}

func doorOf(o policies.Outcome) door {
	switch o {
	case policies.Fail:
		return doorOpen
	case policies.Unknown:
		return doorUnknown
	}
	return doorShut
}

// at are a rule's results at one element, or anywhere.
func (f findings) at(rule, element string) []policies.Result {
	all := f.byRule[rule]
	if element == "" {
		return all
	}
	i, found := slices.BinarySearchFunc(all, element, func(r policies.Result, id string) int { return strings.Compare(r.Element, id) })
	if !found {
		return nil
	}
	return all[i : i+1]
}

// names reports whether one of the references names the rule, everywhere or at the element.
func (f findings) names(refs []model.RuleRef, rule, element string) bool {
	return slices.ContainsFunc(refs, func(ref model.RuleRef) bool {
		return f.id(ref.Rule) == rule && (ref.Element == "" || ref.Element == element)
	})
}

// affects reports whether closing some findings can change what a reference
// says: one of them speaks of the same rule and of an element in common.
func (f findings) affects(closed []model.RuleRef, ref model.RuleRef) bool {
	return slices.ContainsFunc(closed, func(c model.RuleRef) bool {
		return f.id(c.Rule) == f.id(ref.Rule) && (c.Element == "" || ref.Element == "" || c.Element == ref.Element)
	})
}

// ruleName is a reference as an author writes it: RULE or RULE@element.
func ruleName(ref model.RuleRef) string {
	if ref.Element == "" {
		return ref.Rule
	}
	return ref.Rule + "@" + ref.Element
}
