package risk

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/library"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
)

// Where patterns grow attack trees.
const (
	GrowMissing = "missing" // for assets that no threat with an attack names, and by patterns that the model switches on
	GrowAll     = "all"     // for every asset
	GrowNone    = "none"
)

// Growth is a model with the attack trees that patterns grow from its architecture.
type Growth struct {
	Model   *model.Model // with everything that grew; the model itself when nothing did
	Options Options      // for whatever analyses Model: they know the results of the rules already
	Added   *source.Node // what grew, as sections of our language; nil when nothing did
	Threats int          // how many grew
}

// Grow evaluates the rules and grows attack trees by patterns where the
// architecture matches them: a threat for each pattern and asset, its steps behind
// the doors that rules open, priced by default numbers. A threat that names a
// pattern replaces what that would grow for its asset; steps that the model has
// under the id of a grown one keep what their author wrote. Where the model names no
// attacker, the usual ones grow too. Doors that are shut do not grow unless
// everything is asked for, as for a model to be kept. Without rules nothing grows.
// Time and memory are linear in what grows, which is bounded.
func Grow(ctx context.Context, m *model.Model, o Options, where string, everything bool) (*Growth, error) {
	out := &Growth{Model: m, Options: o}
	if where == GrowNone || o.Rules == nil {
		return out, nil
	}
	a, err := newAnalysis(ctx, m, o)
	if err != nil {
		return nil, err
	}
	known := *a.judged
	out.Options.judged = &known
	patterns := cmp.Or(o.Patterns, library.Bundled())
	g := newGrower(a, patterns)
	g.all(where)
	if everything && len(g.threats.Keys) > 0 {
		g = g.again()
		g.all(where)
	}
	out.Options.Notes = append(slices.Clip(o.Notes), g.notes...)
	if len(g.threats.Keys) == 0 {
		return out, nil
	}
	out.Added, out.Threats = m.Lacking(g.document()), len(g.threats.Keys)
	grown, problems := m.With(out.Added)
	if len(problems) > 0 {
		return nil, fmt.Errorf("grow attack trees: %w", problems)
	}
	out.Model, known.of, known.grown = grown, grown, map[string]bool{}
	for _, id := range g.threats.Keys {
		known.grown[id.Text] = true
	}
	return out, nil
}

// judged are the results of the rules for a model, which growing trees does not change.
type judged struct {
	of        *model.Model
	input     *policies.Input
	results   []policies.Result
	knowledge policies.Knowledge
	grown     map[string]bool // threats that patterns grew
}

// grower turns patterns into nodes of our language.
type grower struct {
	*analysis
	*ground
	patterns  *library.Patterns
	only      map[string]bool                        // threats that may grow, with the steps behind doors that are shut; nil: all, without
	outcomes  map[string]map[string]policies.Outcome // by rule and element, where the rule applies
	threats   *source.Node
	steps     *source.Node
	attackers *source.Node
	made      map[string]bool // steps by id; false: cannot be there
	pattern   *library.Pattern
	asset     *model.Asset
	places    int // of the tree that is growing
	notes     []Note
	narrowed  map[string]bool // patterns that a note says so about already
	cut       map[string]bool // and of which it says that ways are left out
	parts     map[string]extent
}

func newGrower(a *analysis, p *library.Patterns) *grower {
	g := &grower{
		analysis:  a,
		ground:    newGround(a.input),
		patterns:  p,
		outcomes:  map[string]map[string]policies.Outcome{},
		threats:   section(),
		steps:     section(),
		attackers: section(),
		made:      map[string]bool{},
		narrowed:  map[string]bool{},
		cut:       map[string]bool{},
		parts:     map[string]extent{},
	}
	for _, r := range a.results {
		if g.outcomes[r.Rule] == nil {
			g.outcomes[r.Rule] = map[string]policies.Outcome{}
		}
		g.outcomes[r.Rule][r.Element] = r.Outcome
	}
	return g
}

// again is a grower for the threats that this one grew, with the steps behind doors
// that are shut today.
func (g *grower) again() *grower {
	whole := newGrower(g.analysis, g.patterns)
	whole.only = map[string]bool{}
	for _, id := range g.threats.Keys {
		whole.only[id.Text] = true
	}
	return whole
}

// maxGrown bounds the pairs of a grown threat and an attacker: what nobody can read.
const maxGrown = 20_000

// room is how many threats may grow beside those that are written.
func (g *grower) room() int {
	pairs := 0
	for _, t := range g.model.Threats {
		pairs += len(who(g.model, t))
	}
	return min(maxGrown, model.MaxRows-pairs) / max(1, len(g.model.Attackers)+len(g.attackers.Keys))
}

// all grows every pattern for every asset, where asked for.
func (g *grower) all(where string) {
	if len(g.model.Attackers) == 0 {
		g.cast()
	}
	most := g.room()
	for _, asset := range g.model.Assets {
		written := g.writtenFor(asset.ID)
		for _, p := range g.patterns.Patterns {
			if len(g.threats.Keys) >= most {
				g.note(asset.Pos, "from here on nothing grows: %d threats grew already; narrow it with \"patterns\"", most)
				return
			}
			if g.wants(where, p.Name, written) && g.matters(asset, p) && !g.replaced(asset, p) {
				g.threat(asset, p)
			}
		}
	}
	g.barren()
}

// writtenFor reports whether a threat with an attack names an asset.
func (g *grower) writtenFor(asset string) bool {
	return slices.ContainsFunc(g.model.Threats, func(t *model.Threat) bool {
		return t.Attack != nil && t.Asset != nil && t.Asset.ID == asset
	})
}

// wants tells whether a pattern grows: the model's word on it goes before the rest.
func (g *grower) wants(where, pattern string, written bool) bool {
	for _, p := range g.model.Patterns {
		if p.Name.ID == pattern {
			return !p.Off
		}
	}
	return where == GrowAll || !written
}

// least is the sensitivity from which a property of an asset is worth a tree.
const least = 3

// matters tells whether what a pattern threatens is worth a tree for an asset; what
// is not stated is.
func (g *grower) matters(asset *model.Asset, p *library.Pattern) bool {
	if asset.Sensitivity == nil {
		return true
	}
	level := properties(*asset.Sensitivity, p.Category.Fear)
	return level == 0 || level >= least
}

// properties is the highest of the properties that fears speak of, 0 when none of
// them is stated; a fear for none of the three speaks of all.
func properties(of model.Sensitivity, fears []string) int {
	if slices.Contains(fears, "legal") && len(fears) == 1 {
		return feared(of, nil)
	}
	level := 0
	for _, fear := range fears {
		switch fear {
		case "confidentiality", "privacy":
			level = max(level, of.Confidentiality)
		case "integrity", "auditability":
			level = max(level, of.Integrity)
		case "availability":
			level = max(level, of.Availability)
		}
	}
	return level
}

// replaced tells whether a written threat takes a pattern's place for an asset: it
// says so, or has the id of what would grow.
func (g *grower) replaced(asset *model.Asset, p *library.Pattern) bool {
	if t := g.model.Threat(p.Name + "@" + asset.ID); t != nil && t.Pattern != p.Name {
		g.note(t.Pos, "threat %s has the name of what pattern %s would grow, and stands for it", source.Quote(t.ID), p.Name)
		return true
	}
	for _, t := range g.model.Threats {
		if t.Pattern == p.Name && (t.Asset != nil && t.Asset.ID == asset.ID || t.ID == p.Name+"@"+asset.ID) {
			g.note(t.Pos, "threat %s stands for what pattern %s would grow for %s", source.Quote(t.ID), p.Name, source.Quote(asset.ID))
			return true
		}
	}
	return false
}

func (g *grower) note(at source.Pos, format string, args ...any) {
	g.notes = append(g.notes, Note{fmt.Sprintf(format, args...), at})
}

// barren names patterns that somebody asks for, in the model or with a folder of his
// own, and that match nothing.
func (g *grower) barren() {
	for _, p := range g.model.Patterns {
		if !p.Off && !g.grew(p.Name.ID) {
			g.note(p.Name.Pos, "pattern %s is switched on and matches nothing: no way is open that it knows", source.Quote(p.Name.ID))
		}
	}
	for _, p := range g.patterns.Patterns {
		own := !slices.Contains(library.Bundled().Patterns, p)
		if own && !g.switched(p.Name) && !g.grew(p.Name) {
			g.note(p.Pos, "pattern %s matches nothing in this model", source.Quote(p.Name))
		}
	}
}

func (g *grower) grew(pattern string) bool {
	return slices.ContainsFunc(g.threats.Keys, func(id *source.Node) bool { return strings.HasPrefix(id.Text, pattern+"@") })
}

// switched tells whether the model says on or off to a pattern.
func (g *grower) switched(pattern string) bool {
	return slices.ContainsFunc(g.model.Patterns, func(p model.Pattern) bool { return p.Name.ID == pattern })
}

// threat grows one pattern for one asset; nothing when no way is left.
func (g *grower) threat(asset *model.Asset, p *library.Pattern) {
	id := p.Name + "@" + asset.ID
	if g.only != nil && !g.only[id] {
		return
	}
	g.asset, g.pattern, g.places = asset, p, 0
	attack := g.place(p.Attack, spot{bound: map[string]string{"asset": asset.ID}})
	if attack == nil {
		return
	}
	t := mapping(asset.Pos)
	put(t, "title", sentence(filled(p.Threat, map[string]string{"asset": asset.Title}), asset.Pos))
	put(t, "asset", word(asset.ID, asset.Pos))
	put(t, "pattern", word(p.Name, asset.Pos))
	put(t, "category", sorts(p.Category, asset.Pos))
	if loss := g.loss(asset, p); loss != nil {
		put(t, "loss", loss)
	}
	put(t, "attack", attack)
	put(g.threats, id, t)
}

// sorts are the words of a category.
func sorts(c library.Category, pos source.Pos) *source.Node {
	n := braces(pos)
	for _, words := range []struct {
		key  string
		list []string
	}{{"stride", c.Stride}, {"linddun", c.Linddun}, {"fear", c.Fear}, {"cause", c.Cause}} {
		if len(words.list) > 0 {
			put(n, words.key, listed(words.list, pos))
		}
	}
	return n
}

// loss is an asset's, which is for its most sensitive property: each level below
// costs a tenth, as on the scale.
func (g *grower) loss(asset *model.Asset, p *library.Pattern) *source.Node {
	if asset.Loss == nil || asset.Loss.Word != "" || asset.Sensitivity == nil {
		return nil
	}
	level := properties(*asset.Sensitivity, p.Category.Fear)
	below := feared(*asset.Sensitivity, nil) - level
	if level == 0 || below == 0 {
		return nil
	}
	factor := 1.0
	for range below {
		factor /= 10
	}
	return scaled(asset.Loss, factor, asset.Pos)
}

// cast grows the attackers that a model does not name.
func (g *grower) cast() {
	for _, name := range slices.Sorted(maps.Keys(g.patterns.Attackers)) {
		t := g.patterns.Attackers[name]
		places, _ := related(aModel, t.Each)
		for _, place := range places.of(g.ground, "") {
			g.attacker(t, place)
		}
	}
}

func (g *grower) attacker(t *library.Adversary, place string) {
	pos := g.position(place)
	n := mapping(pos)
	put(n, "title", sentence(g.titled(t.Title, place), pos))
	characterize(n, t, place)
	put(g.attackers, t.Name+"@"+place, n)
}

// characterize writes what a template says of an attacker into its node.
func characterize(n *source.Node, t *library.Adversary, place string) {
	put(n, "kind", word(t.Kind, n.Pos))
	put(n, "at", wordList([]string{place}, n.Pos))
	if t.Skill != "" {
		put(n, "skill", word(t.Skill, n.Pos))
	}
	basis := defaultRange(n, "budget", t.Budget)
	basis = weaker(basis, defaultDays(n, "time", t.Time))
	basis = weaker(basis, defaultRange(n, "attempts", t.Attempts))
	rests(n, basis, t.Budget, t.Time, t.Attempts)
}

// titled is a title with the name of an element in it.
func (g *grower) titled(template, element string) string {
	return filled(template, map[string]string{"self": g.nameOf(element)})
}

// filled is a sentence with names in the places of variables. Within the sentence a
// name begins with no capital article; what looks like a variable in it is none.
func filled(template string, names map[string]string) string {
	var pairs []string
	for _, variable := range slices.Sorted(maps.Keys(names)) {
		slot, name := "{"+variable+"}", names[variable]
		if !strings.HasPrefix(template, slot) {
			name = inSentence(name)
		}
		pairs = append(pairs, slot, name)
	}
	return strings.NewReplacer(pairs...).Replace(template)
}

// inSentence is a name as it stands within a sentence.
func inSentence(name string) string {
	for _, article := range []string{"The ", "A ", "An "} {
		if rest, ok := strings.CutPrefix(name, article); ok {
			return strings.ToLower(article) + rest
		}
	}
	return name
}

// nameOf is an element's title; a flow without one is an arrow between its ends.
func (g *grower) nameOf(element string) string {
	e, _, ok := g.model.Entity(element)
	if f := g.model.Flow(element); f != nil && f.Title == f.ID {
		return g.nameOf(f.From.ID) + " → " + g.nameOf(f.To.ID)
	}
	if !ok {
		return element
	}
	return e.Title
}

// rooted are the steps that threats lead to; others grew for a gate that lacked
// something else.
func (g *grower) rooted() *source.Node {
	grown, led := map[string]*source.Node{}, map[string]bool{}
	for i, id := range g.steps.Keys {
		grown[id.Text] = g.steps.Items[i]
	}
	for _, t := range g.threats.Items {
		follow(valueOf(t, "attack"), grown, led)
	}
	kept := section()
	for i, id := range g.steps.Keys {
		if led[id.Text] {
			put(kept, id.Text, g.steps.Items[i])
		}
	}
	return kept
}

// follow marks the steps to which a place in a tree leads.
func follow(n *source.Node, steps map[string]*source.Node, led map[string]bool) {
	if n.Kind == source.Scalar {
		if led[n.Text] {
			return
		}
		led[n.Text] = true
		n = steps[n.Text]
	}
	for _, gate := range []string{"any", "all", "sequence"} {
		if list := valueOf(n, gate); list != nil {
			for _, child := range list.Items {
				follow(child, steps, led)
			}
		}
	}
}

// document is what grew as one mapping of sections.
func (g *grower) document() *source.Node {
	root := mapping(source.Pos{File: g.model.File, Line: 1, Column: 1})
	for _, s := range []struct {
		key  string
		node *source.Node
	}{{"attackers", g.attackers}, {"threats", g.threats}, {"steps", g.rooted()}} {
		if len(s.node.Keys) > 0 {
			put(root, s.key, s.node)
		}
	}
	return root
}
