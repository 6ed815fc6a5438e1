package risk

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/library"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
)

// CheckPatterns checks what patterns say against what there is to grow from:
// relations of the architecture, rules, and default numbers in their units.
// Problems are sorted by position.
func CheckPatterns(p *library.Patterns, rules []policies.Rule) source.Problems {
	c := &patternCheck{patterns: p, rules: map[string]bool{}}
	for _, r := range slices.Concat(policies.Catalogue(), rules) {
		c.rules[r.ID] = true
	}
	for _, pattern := range p.Patterns {
		c.branch(pattern.Attack, map[string]string{"asset": anAsset})
	}
	for _, name := range slices.Sorted(maps.Keys(p.Steps)) {
		c.step(p.Steps[name])
	}
	for _, name := range slices.Sorted(maps.Keys(p.Attackers)) {
		c.attacker(p.Attackers[name])
	}
	if len(c.problems) == 0 {
		c.problems = c.inOurLanguage()
	}
	c.problems.Sort()
	return c.problems
}

type patternCheck struct {
	patterns *library.Patterns
	rules    map[string]bool
	problems source.Problems
}

func (c *patternCheck) fail(at source.Pos, format string, args ...any) {
	c.problems = append(c.problems, source.Problem{Pos: at, Kind: source.Reference, Message: fmt.Sprintf(format, args...)})
}

// branch checks a place of a tree whose variables are of these kinds.
func (c *patternCheck) branch(b *library.Branch, kinds map[string]string) {
	if b == nil {
		return
	}
	if v := b.Each.Variable; v != "" {
		kinds = maps.Clone(kinds)
		kinds[v] = c.path(b.Pos, b.Each.Path, kinds)
	}
	if b.Gate == "" {
		c.leaf(b, kinds)
	}
	for _, child := range b.Children {
		c.branch(child, kinds)
	}
}

// path is the kind of elements that a path leads to, "" when it leads nowhere.
func (c *patternCheck) path(at source.Pos, p library.Path, kinds map[string]string) string {
	from := kinds[p.Variable]
	if p.Relation == "" || from == "" {
		return from
	}
	return c.relation(at, from, p.Relation).to
}

func (c *patternCheck) relation(at source.Pos, from, name string) relation {
	r, known := related(from, name)
	if !known {
		c.fail(at, "nothing leads by %s from %s; there are %s", source.Quote(name), article(from), strings.Join(leading(from), ", "))
	}
	return r
}

// leading are the names of the relations from a kind.
func leading(from string) []string {
	var names []string
	for _, r := range relations {
		if r.from == from {
			names = append(names, r.name)
		}
	}
	return names
}

func (c *patternCheck) leaf(b *library.Branch, kinds map[string]string) {
	t := c.patterns.Steps[b.Step]
	kind := c.path(b.Pos, b.At, kinds)
	if r, _ := related(kinds[b.At.Variable], b.At.Relation); b.At.Relation != "" && r.to != "" && !r.single() {
		c.fail(b.Pos, "%s leads to several; repeat the step with \"each\"", source.Quote(b.At.Relation))
	}
	if t != nil && kind != "" && kind != t.On {
		c.fail(b.Pos, "step %s is on %s, and this is %s", source.Quote(b.Step), article(t.On), article(kind))
	}
}

func (c *patternCheck) step(t *library.Template) {
	c.branch(t.Part, map[string]string{"self": t.On})
	for _, d := range t.When {
		if !c.rules[d.Rule] {
			c.fail(t.Pos, "step %s waits for %s, which is not a rule", source.Quote(t.Name), source.Quote(d.Rule))
		}
		if d.Relation != "" {
			c.relation(t.Pos, t.On, d.Relation)
		}
	}
	if t.From != "" {
		if r := c.relation(t.Pos, t.On, t.From); r.to != "" && r.to != aPlace {
			c.fail(t.Pos, "nobody can stand at %s, which leads to %s", source.Quote(t.From), article(r.to))
		}
	}
	chance := library.Probability
	if d, _ := library.Default(t.Probability); t.Kind == "accident" && d.Unit == library.PerYear {
		chance = library.PerYear
	}
	c.number(t.Pos, t.Probability, chance)
	c.number(t.Pos, t.Cost, library.Cost)
	c.number(t.Pos, t.Time, library.Days)
}

// number checks that there is a default number of a unit; "" is none that is needed.
func (c *patternCheck) number(at source.Pos, id, unit string) {
	if id == "" {
		return
	}
	switch d, known := library.Default(id); {
	case !known:
		c.fail(at, "there is no default number %s", source.Quote(id))
	case d.Unit != unit:
		c.fail(at, "the default number %s is %s, not %s", source.Quote(id), d.Unit, unit)
	}
}

func (c *patternCheck) attacker(t *library.Adversary) {
	c.relation(t.Pos, aModel, t.Each)
	c.number(t.Pos, t.Budget, library.Cost)
	c.number(t.Pos, t.Time, library.Days)
	c.number(t.Pos, t.Attempts, library.PerYear)
}

// inOurLanguage decodes one of everything that may grow, without its place, so that
// what the language refuses is told of the pattern and not of a model.
func (c *patternCheck) inOurLanguage() source.Problems {
	root, threats, steps, attackers := section(), section(), section(), section()
	for _, p := range c.patterns.Patterns {
		n := mapping(p.Pos)
		put(n, "title", sentence(p.Threat, p.Pos))
		put(n, "pattern", word(p.Name, p.Pos))
		put(n, "category", sorts(p.Category, p.Pos))
		put(threats, p.Name, n)
	}
	for _, name := range slices.Sorted(maps.Keys(c.patterns.Steps)) {
		sampleStep(steps, c.patterns.Steps[name])
	}
	for _, name := range slices.Sorted(maps.Keys(c.patterns.Attackers)) {
		t := c.patterns.Attackers[name]
		n := mapping(t.Pos)
		put(n, "title", sentence(t.Title, t.Pos))
		characterize(n, t, model.Internet)
		put(attackers, t.Name, n)
	}
	put(root, "stormtree", word("1", root.Pos))
	put(root, "attackers", attackers)
	put(root, "threats", threats)
	put(root, "steps", steps)
	_, problems := model.Decode("", root)
	return problems
}

// sampleStep adds a step of each name that a template may take.
func sampleStep(steps *source.Node, t *library.Template) {
	n := mapping(t.Pos)
	put(n, "title", sentence(t.Title, t.Pos))
	if t.Part == nil {
		describe(n, t, sampleFrom(t), nil)
	}
	put(steps, t.Name, n)
	for left := range t.Hops {
		put(steps, within(t, left), n)
	}
}

func sampleFrom(t *library.Template) []string {
	if t.From == "" {
		return nil
	}
	return []string{model.Internet}
}

// BindPatterns checks that a model speaks of patterns that there are, in what it
// switches and in what its threats stand for. Problems are sorted by position.
func BindPatterns(m *model.Model, p *library.Patterns) source.Problems {
	var names []string
	for _, pattern := range p.Patterns {
		names = append(names, pattern.Name)
	}
	var problems source.Problems
	check := func(who, name string, at source.Pos) {
		if name == "" || slices.Contains(names, name) {
			return
		}
		about := fmt.Sprintf("%s names %s, which is not a pattern", who, source.Quote(name))
		if near := source.Closest(name, names); near != "" {
			about += "; did you mean " + source.Quote(near) + "?"
		}
		problems = append(problems, source.Problem{Pos: at, Kind: source.Reference, Message: about})
	}
	for _, s := range m.Patterns {
		check("setting", s.Name.ID, s.Name.Pos)
	}
	for _, t := range m.Threats {
		check("threat "+source.Quote(t.ID), t.Pattern, t.Pos)
	}
	problems.Sort()
	return problems
}
