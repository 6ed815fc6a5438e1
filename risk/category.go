package risk

import (
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/policies"
)

// Category classifies a finding or a risk: what is feared, why the cloud makes
// it possible, in words of STRIDE and LINDDUN, and which parties operate what
// it is about. Each list is sorted and may be empty.
type Category struct {
	Fear     []string `json:"fear"`
	Cause    []string `json:"cause"`
	Stride   []string `json:"stride"`
	Linddun  []string `json:"linddun"`
	Operator []string `json:"operator"` // ids of parties
}

// ratedHigh is the sensitivity from which on a property of an asset is feared for.
const ratedHigh = 4

// ofFinding is the category of a rule at an element. Findings of one rule share their words.
func (a *analysis) ofFinding(rule, element string) Category {
	c, known := a.words[rule]
	if !known {
		c = ofRule(a.catalogue[rule])
		a.words[rule] = c
	}
	c.Operator = ordered(operators(a.model, element))
	return c
}

// ofRule is what a rule says of all its findings; a rule without an entry says nothing.
func ofRule(r policies.Rule) Category {
	return Category{Fear: ordered(r.Fear), Cause: ordered(r.Cause), Stride: ordered(r.Stride), Linddun: ordered(r.Linddun)}
}

// rules are the catalogue's entries of the rules that findings name.
func (a *analysis) rules(findings []Finding) []Rule {
	named := map[string]bool{}
	for _, f := range findings {
		named[f.Rule] = true
	}
	list := []Rule{}
	for _, id := range sorted(named) {
		if r, known := a.catalogue[id]; known {
			list = append(list, ruleOf(r))
		}
	}
	return list
}

func ruleOf(r policies.Rule) Rule {
	return Rule{
		ID: r.ID, Title: r.Title, Family: r.Family, Pack: r.Pack, Status: r.Status,
		Fear: ordered(r.Fear), Cause: ordered(r.Cause), Stride: ordered(r.Stride), Linddun: ordered(r.Linddun),
		Controls: ordered(r.Controls), Attack: ordered(r.Attack), Capec: ordered(r.Capec), CWE: ordered(r.CWE), Opens: ordered(r.Opens),
	}
}

// ofRisk is the category of a threat with the steps that one cause could use.
// What the author says of the threat holds; of what he leaves open, the rules
// speak whose findings open the steps, and of fears at last the asset's ratings.
func (a *analysis) ofRisk(t *model.Threat, steps []*model.Step) Category {
	var rules []policies.Rule
	var parties []string
	for _, s := range steps {
		rules = append(rules, a.openRules(s)...)
		for _, at := range s.At {
			parties = append(parties, operators(a.model, at.ID)...)
		}
	}
	if len(parties) == 0 && t.Asset != nil {
		parties = operators(a.model, t.Asset.ID)
	}
	stated := t.Category
	return Category{
		Fear:     ordered(either(stated.Fear, wordsOf(rules, func(r policies.Rule) []string { return r.Fear }), a.rated(t.Asset))),
		Cause:    ordered(either(stated.Cause, wordsOf(rules, func(r policies.Rule) []string { return r.Cause }))),
		Stride:   ordered(either(stated.Stride, wordsOf(rules, func(r policies.Rule) []string { return r.Stride }))),
		Linddun:  ordered(either(stated.Linddun, wordsOf(rules, func(r policies.Rule) []string { return r.Linddun }))),
		Operator: ordered(parties),
	}
}

// openRules are the rules whose findings open a step, or might.
func (a *analysis) openRules(s *model.Step) []policies.Rule {
	var rules []policies.Rule
	for _, ref := range s.When {
		if rule, known := a.catalogue[a.findings.id(ref.Rule)]; known && a.findings.state(ref, nil) != doorShut {
			rules = append(rules, rule)
		}
	}
	return rules
}

// rated are the properties of an asset that matter much.
func (a *analysis) rated(asset *model.Ref) []string {
	if asset == nil {
		return nil
	}
	s := a.model.Asset(asset.ID).Sensitivity
	if s == nil {
		return nil
	}
	var fears []string
	for _, p := range []struct {
		name   string
		rating int
	}{{"confidentiality", s.Confidentiality}, {"integrity", s.Integrity}, {"availability", s.Availability}} {
		if p.rating >= ratedHigh {
			fears = append(fears, p.name)
		}
	}
	return fears
}

func wordsOf(rules []policies.Rule, words func(policies.Rule) []string) []string {
	var all []string
	for _, r := range rules {
		all = append(all, words(r)...)
	}
	return all
}

// either is the first list that is not empty.
func either(lists ...[]string) []string {
	for _, l := range lists {
		if len(l) > 0 {
			return l
		}
	}
	return nil
}

// ordered is a sorted list, never nil, in which every word stands once.
func ordered(words []string) []string {
	list := append([]string{}, words...)
	slices.SortFunc(list, strings.Compare)
	return slices.Compact(list)
}
