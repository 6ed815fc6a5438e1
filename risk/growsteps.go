package risk

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/stormtree-dev/stormtree/library"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
)

// spot is where in a pattern a grower is.
type spot struct {
	bound map[string]string // elements by variable
	part  string            // the part around it that may lead through itself
	left  int               // how often that may still happen
}

func (s spot) with(variable, element string) spot {
	s.bound = maps.Clone(s.bound)
	s.bound[variable] = element
	return s
}

// maxEach bounds how many elements one place of a pattern is repeated for, maxPlaces
// how many places one tree has, shared parts counted once.
const (
	maxEach   = 50
	maxPlaces = 10_000
)

// maxWhole and maxDeep bound one tree with shared parts counted wherever they are
// used, well within what the language reads.
const (
	maxWhole = 50_000
	maxDeep  = 50
)

// place is one place of a pattern as a node of our language, nil where nothing
// is left of it: an "any" without ways, or a gate that lacks what it needs.
func (g *grower) place(b *library.Branch, at spot) *source.Node {
	if g.places++; g.places > maxPlaces {
		if g.places == maxPlaces+1 {
			g.note(g.asset.Pos, "the tree of pattern %s for %s is cut off at %d places", g.pattern.Name, source.Quote(g.asset.ID), maxPlaces)
		}
		return nil
	}
	if b.Gate == "" {
		return g.leaf(b, at)
	}
	if b.Gate != string(model.GateAny) && g.shut(b, at) {
		return nil
	}
	var children []*source.Node
	for _, c := range b.Children {
		grown := g.child(c, at)
		if len(grown) == 0 && b.Gate != string(model.GateAny) {
			return nil
		}
		children = append(children, grown...)
	}
	switch children = g.fitting(b.Gate, distinct(flat(b.Gate, children))); len(children) {
	case 0:
		return nil
	case 1:
		return children[0]
	}
	return gateNode(b.Gate, g.named(b.Title, at), children, g.asset.Pos)
}

// shut tells whether a gate that needs all needs a single step that cannot be there,
// which is found out before parts grow that it needs besides.
func (g *grower) shut(b *library.Branch, at spot) bool {
	return slices.ContainsFunc(b.Children, func(c *library.Branch) bool {
		t := g.patterns.Steps[c.Step]
		return t != nil && t.Part == nil && g.leaf(c, at) == nil
	})
}

// fitting are the children of a gate for which there is room: the first ways of an
// "any", and of other gates all or none.
func (g *grower) fitting(gate string, children []*source.Node) []*source.Node {
	room := maxWhole
	var kept []*source.Node
	for _, c := range children {
		e := g.extent(c)
		if e.size <= room && e.depth < maxDeep {
			kept, room = append(kept, c), room-e.size
		}
	}
	if len(kept) == len(children) {
		return kept
	}
	if !g.cut[g.pattern.Name] {
		g.cut[g.pattern.Name] = true
		g.note(g.asset.Pos, "pattern %s leaves ways out at %s, and elsewhere: one tree has at most %d places, %d in each other, parts counted where they are used", g.pattern.Name, source.Quote(g.asset.ID), maxWhole, maxDeep)
	}
	if gate != string(model.GateAny) {
		return nil
	}
	return kept
}

// extent is how much a place in a tree is with parts counted where they are used.
type extent struct{ depth, size int }

func (g *grower) extent(n *source.Node) extent {
	if n.Kind == source.Scalar {
		return cmp.Or(g.parts[n.Text], extent{1, 1})
	}
	e := extent{1, 1}
	for _, child := range n.Items[len(n.Items)-1].Items { // of a gate, behind its title
		c := g.extent(child)
		e = extent{max(e.depth, c.depth+1), e.size + c.size}
	}
	return e
}

// named is a title with the names of bound elements in it.
func (g *grower) named(title string, at spot) string {
	names := map[string]string{}
	for variable, id := range at.bound {
		names[variable] = g.nameOf(id)
	}
	return filled(title, names)
}

// child is one child, or one for each element that it is repeated for.
func (g *grower) child(b *library.Branch, at spot) []*source.Node {
	if b.Each.Variable == "" {
		if n := g.place(b, at); n != nil {
			return []*source.Node{n}
		}
		return nil
	}
	var list []*source.Node
	for _, id := range g.each(b, at) {
		if n := g.place(b, at.with(b.Each.Variable, id)); n != nil {
			list = append(list, n)
		}
	}
	return list
}

// each are the elements that a branch is repeated for.
func (g *grower) each(b *library.Branch, at spot) []string {
	ids := g.reached(b.Each.Path, at)
	if len(ids) > maxEach {
		if !g.narrowed[g.pattern.Name] {
			g.note(g.asset.Pos, "pattern %s looks at the first %d of %d elements at %s, and at no more elsewhere", g.pattern.Name, maxEach, len(ids), source.Quote(g.asset.ID))
			g.narrowed[g.pattern.Name] = true
		}
		ids = ids[:maxEach]
	}
	return ids
}

// reached are the elements that a path leads to; those out of scope are left out.
func (g *grower) reached(p library.Path, at spot) []string {
	id := at.bound[p.Variable]
	if p.Relation == "" {
		return []string{id}
	}
	r, _ := related(g.kind(id), p.Relation)
	return keep(r.of(g.ground, id), func(id string) bool {
		c := g.in.Components[id]
		return c == nil || c.OutOfScope == ""
	})
}

func (g *grower) kind(id string) string {
	_, kind, _ := g.model.Entity(id)
	return kind
}

// leaf is a step at each element that its path leads to; a single one, as
// patterns are checked for.
func (g *grower) leaf(b *library.Branch, at spot) *source.Node {
	elements := g.reached(b.At, at)
	if len(elements) == 0 {
		return nil
	}
	id := g.step(g.patterns.Steps[b.Step], elements[0], at)
	if id == "" {
		return nil
	}
	return word(id, g.position(elements[0]))
}

// step makes a step at an element, once, and returns its id; "" when it cannot be there.
func (g *grower) step(t *library.Template, element string, at spot) string {
	name, left := t.Name, t.Hops
	if t.Name == at.part {
		if left = at.left - 1; left < 0 {
			return ""
		}
		name = within(t, left)
	}
	id := name + "@" + element
	sound, known := g.made[id]
	if !known {
		sound = g.make(t, id, element, left)
		g.made[id] = sound
	}
	if !sound {
		return ""
	}
	return id
}

// within is the name of a part that stands in itself and may do so a few times more.
func within(t *library.Template, left int) string {
	return t.Name + "-within-" + strconv.Itoa(left)
}

func (g *grower) make(t *library.Template, id, element string, left int) bool {
	pos := g.position(element)
	n := mapping(pos)
	put(n, "title", sentence(g.titled(t.Title, element), pos))
	put(n, "at", wordList([]string{element}, pos))
	put(n, "pattern", word(g.pattern.Name, pos))
	sound := true
	if t.Part != nil {
		sound = g.part(n, t, id, spot{bound: map[string]string{"self": element}, part: t.Name, left: left})
	} else {
		sound = g.single(n, t, element)
	}
	if sound {
		put(g.steps, id, n)
	}
	return sound
}

// part writes the gate of a part into its node.
func (g *grower) part(n *source.Node, t *library.Template, id string, at spot) bool {
	root := g.place(t.Part, at)
	if root == nil {
		return false
	}
	if root.Kind == source.Scalar {
		root = gateNode(string(model.GateAny), "", []*source.Node{root}, root.Pos)
	}
	g.parts[id] = g.extent(root)
	for i, key := range root.Keys {
		if key.Text != "title" {
			put(n, key.Text, root.Items[i])
		}
	}
	return true
}

// single writes the numbers of a single step into its node; it is false when
// nobody can stand where it is done from, or no door leads there.
func (g *grower) single(n *source.Node, t *library.Template, element string) bool {
	when, sound := g.doors(t, element)
	if !sound {
		return false
	}
	from, reachable := g.from(t, element)
	if !reachable {
		return false
	}
	describe(n, t, from, when)
	return true
}

// describe writes what a template says of a single step into its node.
func describe(n *source.Node, t *library.Template, from, when []string) {
	if t.Kind != "" && t.Kind != model.Action {
		put(n, "kind", word(t.Kind, n.Pos))
	}
	if len(from) > 0 {
		put(n, "from", wordList(from, n.Pos))
	}
	basis := defaultRange(n, "probability", t.Probability)
	basis = weaker(basis, defaultRange(n, "cost", t.Cost))
	basis = weaker(basis, defaultDays(n, "time", t.Time))
	if t.Skill != "" {
		put(n, "skill", word(t.Skill, n.Pos))
	}
	if len(when) > 0 {
		put(n, "when", wordList(when, n.Pos))
	}
	if len(t.Technique) > 0 {
		put(n, "technique", wordList(t.Technique, n.Pos))
	}
	rests(n, basis, t.Probability, t.Cost, t.Time)
}

// rests says what numbers rest on, and in a comment which rows of the table they are.
func rests(n *source.Node, basis string, rows ...string) {
	if basis == "" {
		return
	}
	put(n, "basis", word(basis, n.Pos))
	rows = slices.DeleteFunc(rows, func(id string) bool { return id == "" })
	n.Keys[len(n.Keys)-1].Beside = "# " + strings.Join(rows, ", ")
}

// from are the places where one must stand; it is false when there is none.
func (g *grower) from(t *library.Template, element string) (places []string, reachable bool) {
	if t.From == "" {
		return nil, true
	}
	r, _ := related(g.kind(element), t.From)
	places = r.of(g.ground, element)
	return places, len(places) > 0
}

// doors are the rules that may open a step, where they apply; it is false when
// none of them does, or all are shut and shut doors do not matter.
func (g *grower) doors(t *library.Template, element string) (when []string, sound bool) {
	for _, d := range t.When {
		at := []string{element}
		if d.Relation != "" {
			at = g.reached(library.Path{Variable: "self", Relation: d.Relation}, spot{bound: map[string]string{"self": element}})
		}
		for _, id := range at {
			if outcome, applies := g.outcomes[d.Rule][id]; applies && (g.only != nil || outcome != policies.Pass) {
				when = append(when, d.Rule+"@"+id)
			}
		}
	}
	return when, len(when) > 0 || len(t.When) == 0
}

// defaultRange writes a default number as a range, with a unit behind it, and returns
// what it rests on.
func defaultRange(n *source.Node, key, id string) (basis string) {
	d, ok := library.Default(id)
	if !ok {
		return ""
	}
	unit := ""
	if d.Unit == library.PerYear {
		unit = "/y"
	}
	if key == "attempts" { // the language has one number for it
		put(n, key, word(decimal(d.Likely)+unit, n.Pos))
		return d.Basis
	}
	r := braces(n.Pos)
	put(r, "low", word(decimal(d.Low)+unit, n.Pos))
	put(r, "likely", word(decimal(d.Likely)+unit, n.Pos))
	put(r, "high", word(decimal(d.High)+unit, n.Pos))
	put(n, key, r)
	return d.Basis
}

// defaultDays writes a default number of days, the likely one: the language has one number for it.
func defaultDays(n *source.Node, key, id string) (basis string) {
	d, ok := library.Default(id)
	if !ok {
		return ""
	}
	put(n, key, word(decimal(d.Likely)+"d", n.Pos))
	return d.Basis
}

// scaled is a loss times a factor.
func scaled(q *model.Quantity, factor float64, pos source.Pos) *source.Node {
	if q.Shape == model.Point {
		return word(decimal(q.Likely*factor), pos)
	}
	n := braces(pos)
	put(n, "low", word(decimal(q.Low*factor), pos))
	if q.Shape == model.PERT {
		put(n, "likely", word(decimal(q.Likely*factor), pos))
	}
	put(n, "high", word(decimal(q.High*factor), pos))
	return n
}

// decimal writes a number as models do, in six digits at most.
func decimal(x float64) string {
	return strings.Replace(strconv.FormatFloat(x, 'g', 6, 64), "e+", "e", 1)
}
