package diagram

import (
	"fmt"
	"strings"

	"github.com/stormtree-dev/stormtree/diagram/canvas"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

// What one data-flow picture holds at most; larger models get an overview.
const (
	maxParts = 150
	maxFlows = 300
)

// flowPicture shows where data goes: parts in the frames of their boundaries,
// and what flows between them.
type flowPicture struct {
	scene
	marks    *marks
	right    bool
	overview bool
	undrawn  int // flows that an overview leaves out
	frames   []frame
	parts    []part
	arrows   []arrow
}

// frame is one boundary.
type frame struct {
	id     string
	label  string
	parent int // index, or -1
	fill   canvas.Paint
}

// arrow is one flow, or in an overview all flows between two parts.
type arrow struct {
	from, to  int // parts
	reversed  bool
	both      bool     // has a tip at either end
	back      bool     // has its tip at from: data only comes back
	data      []string // lines of the label
	locks     string   // "locked", "plain", …
	secrecy   secrecy
	sensitive bool
	badges    []int
	spoken    string
	id        string
}

// secrecy says whether a flow can be read on its way.
type secrecy uint8

const (
	locked secrecy = iota
	plain
	unknown
)

func newFlowPicture(m *model.Model, r *risk.Register, o Options) (*flowPicture, error) {
	if m == nil {
		return nil, fmt.Errorf("draw a picture: there is no model")
	}
	s, err := newScene(m, o.Boundary)
	if err != nil {
		return nil, err
	}
	p := &flowPicture{scene: s, marks: newMarks(s, r), right: o.Direction == "right"}
	if len(s.components) > maxParts || len(s.flows) > maxFlows {
		p.summarize()
	} else {
		p.detail()
	}
	p.order()
	return p, nil
}

// detail draws every component and every flow.
func (p *flowPicture) detail() {
	inside := p.frame()
	index := map[string]int{}
	for _, c := range p.components {
		index[c.ID] = len(p.parts)
		part := newPart(p.model, c)
		part.badges = p.marks.at[c.ID]
		if c.Inside != nil {
			part.frame = indexOr(inside, c.Inside.ID, -1)
		}
		p.parts = append(p.parts, part)
	}
	p.fillEmptyFrames()
	for _, f := range p.flows {
		from, known := index[f.From.ID]
		to, alsoKnown := index[f.To.ID]
		if known && alsoKnown {
			p.arrows = append(p.arrows, p.arrow(f, from, to))
		}
	}
}

// frame makes a frame of each boundary, the outer ones first, and returns their indices.
func (p *flowPicture) frame() map[string]int {
	index := map[string]int{}
	var add func(b *model.Boundary) int
	add = func(b *model.Boundary) int {
		if i, done := index[b.ID]; done {
			return i
		}
		parent := -1
		if b.Inside != nil {
			if outer := p.model.Boundary(b.Inside.ID); outer != nil {
				parent = add(outer)
			}
		}
		index[b.ID] = len(p.frames)
		p.frames = append(p.frames, frame{id: b.ID, label: boundaryLabel(p.model, b), parent: parent, fill: zone(p.model, b)})
		return index[b.ID]
	}
	for _, b := range p.boundaries {
		add(b)
	}
	return index
}

func boundaryLabel(m *model.Model, b *model.Boundary) string {
	label := nameFont.Fit(b.Title, 320)
	if operator := operatorOf(m, b.ID); operator != "" {
		label += " · run by " + canvas.Shorten(titleOf(m, operator), 40)
	}
	return label
}

// operatorOf is the party that runs a boundary: its own or that of the innermost
// boundary around it that states one.
func operatorOf(m *model.Model, boundary string) string {
	for _, id := range m.Chain(boundary) {
		if operator := m.Boundary(id).Operator; operator != nil {
			return operator.ID
		}
	}
	return ""
}

// zone tints a boundary by whom one has to trust there.
func zone(m *model.Model, b *model.Boundary) canvas.Paint {
	switch party := m.Party(operatorOf(m, b.ID)); {
	case party == nil:
		return zoneFree
	case party.Kind == "customer":
		return zoneOurs
	}
	return zoneHost
}

func indexOr(index map[string]int, id string, otherwise int) int {
	if i, ok := index[id]; ok {
		return i
	}
	return otherwise
}

// fillEmptyFrames puts a word into boundaries that nothing lies in, which would
// otherwise vanish.
func (p *flowPicture) fillEmptyFrames() {
	used := make([]bool, len(p.frames))
	for _, part := range p.parts {
		for f := part.frame; f >= 0; f = p.frames[f].parent {
			used[f] = true
		}
	}
	for i := len(p.frames) - 1; i >= 0; i-- {
		if used[i] {
			continue
		}
		nothing := part{form: rounded, frame: i, spoken: "Nothing is modelled in " + sentence(p.frames[i].label), id: "empty-" + p.frames[i].id}
		nothing.card = &card{width: partWidth, fill: shutFill, line: canvas.Line{Paint: lineInk, Width: 1, Dash: canvas.Dashed}}
		nothing.card.add(smallFont, sub, 0, "nothing modelled here", 1)
		p.parts = append(p.parts, nothing)
		for f := i; f >= 0; f = p.frames[f].parent {
			used[f] = true
		}
	}
}

func (p *flowPicture) arrow(f *model.Flow, from, to int) arrow {
	a := arrow{from: from, to: to, id: f.ID, badges: p.marks.at[f.ID], secrecy: secrecyOf(f)}
	there, back := p.assets(f.Carries), p.assets(f.Returns)
	a.sensitive = sensitive(p.model, f.Carries) || sensitive(p.model, f.Returns)
	switch {
	case len(there) > 0:
		a.data = dataFont.Wrap(enumerate(there), labelWidth, 3)
	case len(back) == 0:
		a.data = dataFont.Wrap(errand(f), labelWidth, 2)
	}
	if len(back) > 0 {
		a.data = append(a.data, dataFont.Wrap("back: "+enumerate(back), labelWidth, 3)...)
	}
	a.both, a.back = len(there) > 0 && len(back) > 0, len(there) == 0 && len(back) > 0
	a.locks = a.secrecy.word()
	a.spoken = fmt.Sprintf("From %s: %s, %s.", endsOf(p.model, f), strings.Join(a.data, " "), a.locks)
	if named(f) {
		a.spoken = sentence(canvas.Shorten(f.Title, 200)) + " " + a.spoken
	}
	return a
}

const labelWidth = 130

// errands says in plain words what a flow without an asset is for.
var errands = map[string]string{
	"telemetry": "readings",
	"command":   "commands",
	"query":     "questions and answers",
	"admin":     "administration",
	"update":    "software updates",
	"audit":     "records of who did what",
	"alert":     "alerts",
	"backup":    "copies",
	"erase":     "orders to erase",
}

func errand(f *model.Flow) string {
	switch {
	case errands[f.Purpose] != "":
		return errands[f.Purpose]
	case named(f):
		return f.Title
	}
	return "some data"
}

// named reports whether a flow has a title of its own.
func named(f *model.Flow) bool { return f.Title != "" && f.Title != f.ID }

func endsOf(m *model.Model, f *model.Flow) string {
	return titleOf(m, f.From.ID) + " to " + titleOf(m, f.To.ID)
}

func (p *flowPicture) assets(refs []model.Ref) []string {
	var titles []string
	for _, r := range refs {
		titles = append(titles, titleOf(p.model, r.ID))
	}
	return titles
}

// sensitive data must stay secret: confidentiality 4 or 5 of 5.
func sensitive(m *model.Model, refs []model.Ref) bool {
	for _, r := range refs {
		if a := m.Asset(r.ID); a != nil && a.Sensitivity != nil && a.Sensitivity.Confidentiality >= 4 {
			return true
		}
	}
	return false
}

func secrecyOf(f *model.Flow) secrecy {
	switch f.TLS {
	case "":
		return unknown
	case "none":
		return plain
	}
	return locked
}

func (s secrecy) word() string {
	return [...]string{locked: "locked", plain: "plain, not locked", unknown: "lock not stated"}[s]
}

func (s secrecy) dash() canvas.Dash {
	return [...]canvas.Dash{locked: canvas.Solid, plain: canvas.Dashed, unknown: canvas.Dotted}[s]
}

// order turns around the arrows that run against the order of reading.
func (p *flowPicture) order() {
	var n nesting
	for _, part := range p.parts {
		n.parts = append(n.parts, part.frame)
	}
	for _, f := range p.frames {
		n.frames = append(n.frames, f.parent)
	}
	flows := make([][2]int, len(p.arrows))
	for i, a := range p.arrows {
		flows[i] = [2]int{a.from, a.to}
	}
	place := n.reading(flows)
	for i := range p.arrows {
		p.arrows[i].reversed = place[p.arrows[i].from] > place[p.arrows[i].to]
	}
}

func (p *flowPicture) graph() *graph {
	g := &graph{title: p.title(), right: p.right, lines: "true", nodeGap: 30, rankGap: 34}
	for _, f := range p.frames {
		g.clusters = append(g.clusters, cluster{label: f.label, fill: f.fill, parent: f.parent})
	}
	for _, part := range p.parts {
		g.nodes = append(g.nodes, part.node())
	}
	for _, a := range p.arrows {
		g.edges = append(g.edges, edge{from: a.from, to: a.to, reversed: a.reversed, arrow: true, both: a.both, back: a.back, label: a.label(), line: a.line()})
	}
	return g
}

func (a arrow) label() []string {
	lines := append(a.data[:len(a.data):len(a.data)], a.locks)
	if len(a.badges) > 0 {
		lines = append(lines, "("+strings.Join(badgeTexts(a.badges), ") (")+")")
	}
	return lines
}

func (a arrow) line() canvas.Line {
	if a.sensitive {
		return canvas.Line{Paint: critical, Width: 3, Dash: a.secrecy.dash()}
	}
	return canvas.Line{Paint: lineInk, Width: 1.4, Dash: a.secrecy.dash()}
}
