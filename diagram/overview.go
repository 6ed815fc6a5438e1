package diagram

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model"
)

// summarize draws boundaries instead of components: the innermost ones if they
// are few enough, else those further out.
func (p *flowPicture) summarize() error {
	p.overview = true
	for depth := p.deepest(); depth >= 0; depth-- {
		s := newSummary(p.model, depth)
		if len(s.groups) <= maxParts && len(s.bundles) <= maxFlows {
			s.paint(p)
			return nil
		}
	}
	return fmt.Errorf("draw a picture: the model is too large even as an overview: %d parts and %d flows", len(p.model.Components), len(p.model.Flows))
}

func (p *flowPicture) deepest() int {
	deepest := 0
	for _, b := range p.model.Boundaries {
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

// bundle is all flows from one group to another.
type bundle struct {
	from, to int
	flows    []*model.Flow
}

func newSummary(m *model.Model, depth int) *summary {
	s := &summary{}
	byID, bundles, at := map[string]int{}, map[[2]int]int{}, map[string]int{}
	for _, c := range m.Components {
		g := groupOf(m, c, depth)
		i, seen := byID[g.id]
		if !seen {
			i = len(s.groups)
			byID[g.id] = i
			s.groups = append(s.groups, g)
		}
		s.groups[i].components++
		at[c.ID] = i
	}
	for _, f := range m.Flows {
		pair := [2]int{at[f.From.ID], at[f.To.ID]}
		if pair[0] == pair[1] {
			s.groups[pair[0]].flows++
			continue
		}
		i, seen := bundles[pair]
		if !seen {
			i = len(s.bundles)
			bundles[pair] = i
			s.bundles = append(s.bundles, bundle{from: pair[0], to: pair[1]})
		}
		s.bundles[i].flows = append(s.bundles[i].flows, f)
	}
	return s
}

// groupOf is the boundary of a component at most so many levels deep. At depth 0
// there are no boundaries left.
func groupOf(m *model.Model, c *model.Component, depth int) group {
	if c.Inside != nil && depth > 0 {
		chain := m.Chain(c.Inside.ID)
		if len(chain) > 0 {
			b := m.Boundary(chain[max(0, len(chain)-depth)])
			return group{id: b.ID, title: b.Title, kind: "boundary"}
		}
	}
	kind := c.Kind
	if known, ok := kinds[c.Kind]; ok {
		kind = known.word
	}
	return group{id: "kind:" + c.Kind, title: "Parts of the kind " + kind, kind: "no boundary"}
}

func (s *summary) paint(p *flowPicture) {
	for _, g := range s.groups {
		pt := part{id: g.id, form: rounded, frame: -1, card: &card{width: partWidth, fill: cardFill, line: plainLine}}
		pt.card.add(smallFont, sub, 0, g.kind, 1)
		pt.card.add(nameFont, ink, 2, g.title, 3)
		inside := count(g.components, "part")
		if g.flows > 0 {
			inside += ", " + count(g.flows, "flow") + " inside"
		}
		pt.card.add(smallFont, sub, 2, inside, 2)
		pt.spoken = sentence(g.title) + " " + sentence(inside)
		p.parts = append(p.parts, pt)
	}
	for _, b := range s.bundles {
		p.arrows = append(p.arrows, p.bundle(b))
	}
}

// bundle is as sensitive as its most sensitive flow and as open as its most open one.
func (p *flowPicture) bundle(b bundle) arrow {
	a := arrow{from: b.from, to: b.to, id: fmt.Sprintf("bundle-%d-%d", b.from, b.to)}
	var titles []string
	for _, f := range b.flows {
		a.sensitive = a.sensitive || p.sensitive(f.Carries) || p.sensitive(f.Returns)
		a.secrecy = worse(a.secrecy, secrecyOf(f))
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
	a.spoken = fmt.Sprintf("From %s to %s: %s, %s.", p.parts[b.from].spoken, p.parts[b.to].spoken, strings.Join(a.data, " "), a.locks)
	return a
}

func worse(a, b secrecy) secrecy {
	if a == plain || b == plain {
		return plain
	}
	return max(a, b)
}
