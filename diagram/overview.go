package diagram

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/diagram/canvas"
	"github.com/stormtree-dev/stormtree/model"
)

// What an overview holds: enough to see where the weight lies, few enough to follow.
const (
	maxGroups  = 40
	maxBundles = 60
)

// summarize draws boundaries instead of components: the innermost ones if they
// are few enough, else those further out, and last the kinds of parts.
func (p *flowPicture) summarize() {
	p.overview = true
	for depth := p.deepest(); depth > 0; depth-- {
		s := newSummary(p.scene, depth)
		if len(s.groups) <= maxGroups || depth == 1 && len(s.groups) <= maxParts {
			s.paint(p)
			return
		}
	}
	newSummary(p.scene, 0).paint(p)
}

func (p *flowPicture) deepest() int {
	deepest := 0
	for _, b := range p.boundaries {
		deepest = max(deepest, len(p.model.Chain(b.ID)))
	}
	return deepest
}

// summary is a model seen from afar.
type summary struct {
	groups  []group
	bundles []bundle
}

// group is what lies in one boundary, or is of one kind where there is none.
type group struct {
	id, title, kind string
	components      int
	flows           int // that stay inside
}

// bundle is all flows between two groups.
type bundle struct {
	from, to  int
	flows     []*model.Flow
	both      bool // some flows run from to to from
	sensitive bool
}

func newSummary(sc scene, depth int) *summary {
	s := &summary{}
	at := s.gather(sc, depth)
	index := map[[2]int]int{}
	for _, f := range sc.flows {
		from, to := at[f.From.ID], at[f.To.ID]
		if from == to {
			s.groups[from].flows++
			continue
		}
		pair := [2]int{min(from, to), max(from, to)}
		i, seen := index[pair]
		if !seen {
			i = len(s.bundles)
			index[pair] = i
			s.bundles = append(s.bundles, bundle{from: from, to: to})
		}
		s.bundles[i].add(sc.model, f, from)
	}
	return s
}

func (b *bundle) add(m *model.Model, f *model.Flow, from int) {
	b.flows = append(b.flows, f)
	b.both = b.both || from != b.from
	b.sensitive = b.sensitive || sensitive(m, f.Carries) || sensitive(m, f.Returns)
}

// gather puts every component into a group and returns the group of each.
func (s *summary) gather(sc scene, depth int) map[string]int {
	index, at := map[string]int{}, map[string]int{}
	for _, c := range sc.components {
		g := groupOf(sc.model, c, depth)
		i, seen := index[g.id]
		if !seen {
			i = len(s.groups)
			index[g.id] = i
			s.groups = append(s.groups, g)
		}
		s.groups[i].components++
		at[c.ID] = i
	}
	return at
}

// groupOf is the boundary of a component at most so many levels deep. At depth 0
// there are no boundaries left.
func groupOf(m *model.Model, c *model.Component, depth int) group {
	if c.Inside != nil && depth > 0 {
		if chain := m.Chain(c.Inside.ID); len(chain) > 0 {
			b := m.Boundary(chain[max(0, len(chain)-depth)])
			return group{id: b.ID, title: b.Title, kind: "boundary"}
		}
	}
	return group{id: "kind:" + c.Kind, title: "All parts of the kind: " + kindWord(c.Kind), kind: "in no boundary"}
}

func (s *summary) paint(p *flowPicture) {
	for _, g := range s.groups {
		p.parts = append(p.parts, g.part())
	}
	slices.SortStableFunc(s.bundles, strongerFirst)
	drawn := min(len(s.bundles), maxBundles)
	for _, b := range s.bundles[:drawn] {
		p.arrows = append(p.arrows, p.bundle(b))
	}
	for _, b := range s.bundles[drawn:] {
		p.undrawn += len(b.flows)
	}
}

func strongerFirst(a, b bundle) int {
	switch {
	case a.sensitive && !b.sensitive:
		return -1
	case b.sensitive && !a.sensitive:
		return 1
	}
	return cmp.Compare(len(b.flows), len(a.flows))
}

func (g group) part() part {
	p := part{id: g.id, title: canvas.Shorten(g.title, 120), form: rounded, frame: -1, card: &card{width: partWidth, fill: cardFill, line: plainLine}}
	p.card.add(smallFont, sub, 0, g.kind, 1)
	p.card.add(nameFont, ink, 2, g.title, 3)
	inside := count(g.components, "part")
	if g.flows > 0 {
		inside += ", " + count(g.flows, "flow") + " inside"
	}
	p.card.add(smallFont, sub, 2, inside, 2)
	p.spoken = sentence(p.title) + " " + sentence(inside)
	return p
}

// bundle is as sensitive as its most sensitive flow and as open as its most open one.
func (p *flowPicture) bundle(b bundle) arrow {
	a := arrow{from: b.from, to: b.to, both: b.both, sensitive: b.sensitive, id: fmt.Sprintf("%d-%d", b.from, b.to)}
	var titles []string
	for _, f := range b.flows {
		a.secrecy = opener(a.secrecy, secrecyOf(f))
		for _, title := range p.assets(f.Carries) {
			if !slices.Contains(titles, title) {
				titles = append(titles, title)
			}
		}
	}
	a.data = dataFont.Wrap(strings.TrimSuffix(count(len(b.flows), "flow")+": "+some(titles, 2), ": "), labelWidth, 3)
	a.locks = a.secrecy.word()
	if len(b.flows) > 1 && a.secrecy != locked {
		a.locks = "not all locked"
	}
	a.spoken = fmt.Sprintf("From %s to %s: %s, %s.", p.parts[b.from].title, p.parts[b.to].title, strings.Join(a.data, " "), a.locks)
	return a
}

// opener is the one of two that protects less: plain, then unknown.
func opener(a, b secrecy) secrecy {
	if a == plain || b == plain {
		return plain
	}
	return max(a, b)
}
