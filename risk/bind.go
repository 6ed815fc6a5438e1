package risk

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
)

// RuleNames lists every name of a rule that a model uses, in when, closes,
// waivers and settings, as it is written there: perhaps a name of earlier
// versions, perhaps of no rule at all.
func RuleNames(m *model.Model) []string {
	names := map[string]bool{}
	for _, n := range everyMention(m) {
		names[n.rule.ID] = true
	}
	return sorted(names)
}

// Bind checks what a model says about rules against the rules that there are:
// those of the pack, which may be nil, and the whole catalogue. It is the second
// step of validation, after model.Load, because models know no rules. Problems
// are sorted by position.
func Bind(m *model.Model, pack *policies.Pack) source.Problems {
	b := binding{model: m, rules: map[string]policies.Rule{}}
	if pack != nil {
		b.know(pack.Rules())
	}
	all := everyMention(m)
	if !b.knowsAll(all) { // reading the catalogue takes time
		b.know(policies.Catalogue())
	}
	for _, n := range all {
		b.check(n)
	}
	for _, s := range m.Rules.Settings {
		b.setting(s)
	}
	b.problems.Sort()
	return b.problems
}

// binding is a model being compared with rules.
type binding struct {
	model    *model.Model
	rules    map[string]policies.Rule // by id and by every alias
	problems source.Problems
}

// know takes in rules; an id goes before another rule's alias.
func (b *binding) know(rules []policies.Rule) {
	for _, r := range rules {
		for _, alias := range r.Aliases {
			if _, taken := b.rules[alias]; !taken {
				b.rules[alias] = r
			}
		}
	}
	for _, r := range rules {
		b.rules[r.ID] = r
	}
}

func (b *binding) knowsAll(mentions []mention) bool {
	return !slices.ContainsFunc(mentions, func(n mention) bool {
		_, known := b.rules[n.rule.ID]
		return !known
	})
}

// mention is one place where a model names a rule.
type mention struct {
	who     string // `step "s"`, `mitigation "m"`, "waiver", "setting"
	rule    model.Ref
	element string
	at      source.Pos // of the element
}

// everyMention lists the mentions in the model's order.
func everyMention(m *model.Model) []mention {
	var list []mention
	for _, s := range m.Steps {
		list = append(list, mentions("step "+source.Quote(s.ID), s.When)...)
	}
	for _, mt := range m.Mitigations {
		list = append(list, mentions("mitigation "+source.Quote(mt.ID), mt.Closes)...)
	}
	for _, w := range m.Waivers {
		list = append(list, mention{"waiver", w.Rule, globless(w.At.ID), w.At.Pos})
	}
	for _, s := range m.Rules.Settings {
		list = append(list, mention{"setting", s.Rule, "", s.Rule.Pos})
	}
	return list
}

func mentions(who string, refs []model.RuleRef) []mention {
	list := make([]mention, len(refs))
	for i, r := range refs {
		list[i] = mention{who, model.Ref{ID: r.Rule, Pos: r.Pos}, r.Element, r.Pos}
	}
	return list
}

// globless is an id, "" for a pattern, which may match anything.
func globless(at string) string {
	if strings.ContainsAny(at, `*?[\`) {
		return ""
	}
	return at
}

func (b *binding) check(n mention) {
	rule, known := b.rules[n.rule.ID]
	switch {
	case n.rule.ID == overdueRule && n.who == "waiver":
		b.problem(n.rule.Pos, source.Reference, "%s is about waivers and cannot be waived", overdueRule)
	case !known:
		b.unknownRule(n)
	case n.element != "":
		b.element(n, rule)
	}
}

func (b *binding) unknownRule(n mention) {
	about := fmt.Sprintf("%s names %s, which is not a rule", n.who, source.Quote(n.rule.ID))
	if near := source.Closest(n.rule.ID, slices.Sorted(maps.Keys(b.rules))); near != "" {
		about += "; did you mean " + source.Quote(near) + "?"
	}
	b.problem(n.rule.Pos, source.Reference, "%s", about)
}

// element checks that a rule can speak about what stands behind its @.
func (b *binding) element(n mention, rule policies.Rule) {
	_, kind, known := b.model.Entity(n.element)
	if !known {
		about := fmt.Sprintf("%s names %s at %s, which is not in the model", n.who, n.rule.ID, source.Quote(n.element))
		if near := source.Closest(n.element, b.elements(rule)); near != "" {
			about += "; did you mean " + source.Quote(near) + "?"
		}
		b.problem(n.at, source.Reference, "%s", about)
		return
	}
	if narrow := b.kind(n.element); narrow != "" {
		kind = narrow
	}
	if !b.speaksOf(rule, n.element) {
		b.problem(n.at, source.Reference, "%s names %s at %s, which is %s; %s is about %s",
			n.who, n.rule.ID, source.Quote(n.element), article(kind), rule.ID, subject(rule))
	}
}

// article puts a or an before a noun.
func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// subject is what a rule is about, in words.
func subject(r policies.Rule) string {
	about := strings.ReplaceAll(r.Scope, "_", " ")
	if len(r.Kinds) > 0 {
		about += " of kind " + strings.Join(r.Kinds, ", ")
	}
	return about
}

// kindsByScope names the model's kind of entity by a rule's scope.
var kindsByScope = map[string]string{
	"parties": "party", "boundaries": "boundary", "components": "component", "device_classes": "component", "flows": "flow",
	"keys": "key", "roles": "role", "assets": "asset", "attackers": "attacker", "mitigations": "mitigation",
}

// speaksOf reports whether a rule can say anything about an element. What
// changes with a fix, a protocol for instance, is no matter of binding.
func (b *binding) speaksOf(r policies.Rule, id string) bool {
	_, kind, _ := b.model.Entity(id)
	if kind != kindsByScope[r.Scope] {
		return false
	}
	if c := b.model.Component(id); r.Scope == "device_classes" && c.Class == nil {
		return false
	}
	narrow := b.kind(id)
	return len(r.Kinds) == 0 || narrow == "" || slices.Contains(r.Kinds, narrow)
}

// kind is what an element says of its own kind.
func (b *binding) kind(id string) string {
	if x := b.model.Component(id); x != nil {
		return x.Kind
	}
	if x := b.model.Boundary(id); x != nil {
		return x.Kind
	}
	if x := b.model.Party(id); x != nil {
		return x.Kind
	}
	if x := b.model.Attacker(id); x != nil {
		return x.Kind
	}
	return ""
}

// elements are the ids that a rule may speak about, in the model's order.
func (b *binding) elements(r policies.Rule) []string {
	m := b.model
	ids := slices.Concat(
		idsOf(m.Parties, func(x *model.Party) string { return x.ID }),
		idsOf(m.Boundaries, func(x *model.Boundary) string { return x.ID }),
		idsOf(m.Components, func(x *model.Component) string { return x.ID }),
		idsOf(m.Flows, func(x *model.Flow) string { return x.ID }),
		idsOf(m.Keys, func(x *model.Key) string { return x.ID }),
		idsOf(m.Roles, func(x *model.Role) string { return x.ID }),
		idsOf(m.Assets, func(x *model.Asset) string { return x.ID }),
		idsOf(m.Attackers, func(x *model.Attacker) string { return x.ID }),
		idsOf(m.Mitigations, func(x *model.Mitigation) string { return x.ID }),
	)
	return slices.DeleteFunc(ids, func(id string) bool { return !b.speaksOf(r, id) })
}

func idsOf[E any](section []E, id func(E) string) []string {
	ids := make([]string, len(section))
	for i, e := range section {
		ids[i] = id(e)
	}
	return ids
}

// setting checks a rule's parameters.
func (b *binding) setting(s model.RuleSetting) {
	rule, known := b.rules[s.Rule.ID]
	if !known {
		return // said already
	}
	for _, p := range s.Params {
		example, known := rule.Params[p.Name]
		if !known {
			b.unknownParam(p, rule)
			continue
		}
		if _, want := param(p.Value, example); want != "" {
			about := fmt.Sprintf("parameter %s of %s must be %s", source.Quote(p.Name), rule.ID, want)
			if p.Value.Kind == source.Scalar {
				about += ", not " + source.Quote(p.Value.Text)
			}
			b.problem(p.Value.Pos, source.Value, "%s", about)
		}
	}
}

func (b *binding) unknownParam(p model.Param, rule policies.Rule) {
	known := slices.Sorted(maps.Keys(rule.Params))
	about := fmt.Sprintf("%s has no parameter %s", rule.ID, source.Quote(p.Name))
	switch near := source.Closest(p.Name, known); {
	case near != "":
		about += "; did you mean " + source.Quote(near) + "?"
	case len(known) > 0:
		about += "; it has " + strings.Join(known, ", ")
	}
	b.problem(p.Value.Pos, source.Reference, "%s", about)
}

func (b *binding) problem(pos source.Pos, kind, format string, args ...any) {
	b.problems = append(b.problems, source.Problem{Pos: pos, Message: fmt.Sprintf(format, args...), Kind: kind})
}
