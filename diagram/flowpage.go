package diagram

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/diagram/canvas"
	"github.com/stormtree-dev/stormtree/diagram/graphviz"
)

func (p *flowPicture) title() string {
	title := "Where does the data go? " + canvas.Shorten(p.model.Title, 200)
	if p.inside != nil {
		title += ": " + canvas.Shorten(p.inside.Title, 120) + " and what it talks to"
	}
	return title
}

func (p *flowPicture) page() *page {
	pg := &page{id: "flows", title: p.title(), legend: p.legend()}
	pg.caption = p.caption()
	pg.description = fmt.Sprintf("Data-flow picture of %s with %s. %s", canvas.Shorten(p.model.Title, 200), p.size(), pg.caption)
	if p.overview {
		pg.notes = append(pg.notes, fmt.Sprintf("This is an overview of %s, too many for one picture. Each box stands for a boundary and everything in it, each arrow for all flows between two of them. Each boundary can be drawn as a picture of its own.", p.size()))
	}
	if p.undrawn > 0 {
		pg.notes = append(pg.notes, fmt.Sprintf("Only the %d strongest connections are drawn: %s between other boundaries are not.", len(p.arrows), count(p.undrawn, "flow")))
	}
	if p.overview && p.marks.rules > 0 {
		pg.notes = append(pg.notes, fmt.Sprintf("%s found something: the pictures of single boundaries show where.", count(p.marks.rules, "rule")))
	} else if p.marks.beyond > 0 {
		pg.notes = append(pg.notes, fmt.Sprintf("%s more found something; the report has them all.", count(p.marks.beyond, "rule")))
	}
	return pg
}

func (p *flowPicture) caption() string {
	words := "Read from top to bottom. "
	if p.right {
		words = "Read from left to right. "
	}
	var open, untold []string
	for _, f := range p.flows {
		switch secrecyOf(f) {
		case plain:
			open = append(open, endsOf(p.model, f))
		case unknown:
			untold = append(untold, endsOf(p.model, f))
		}
	}
	total := count(len(p.flows), "flow")
	switch {
	case len(p.flows) == 0:
		return words + "Nothing flows here."
	case len(open) > 0:
		words += fmt.Sprintf("%d of %s can be read on the way: %s.", len(open), total, some(open, 2))
	case len(untold) == 0:
		words += fmt.Sprintf("All of %s are locked on the way.", total)
	}
	if len(untold) > 0 {
		words += fmt.Sprintf(" For %d of %s nobody has stated whether they are locked.", len(untold), total)
	}
	return strings.TrimSpace(words)
}

func (p *flowPicture) legend() legend {
	var l legend
	seen := p.signs()
	thin := func(s secrecy) func(x, y float64) []canvas.Item {
		return stroke(canvas.Line{Paint: lineInk, Width: 1.4, Dash: s.dash()})
	}
	if seen.sensitive {
		l.add("Data that must stay secret", stroke(canvas.Line{Paint: critical, Width: 3}))
	}
	if seen.secrecy[locked] {
		l.add("Locked: nobody can read it on the way", thin(locked))
	}
	if seen.secrecy[plain] {
		l.add("Plain: can be read on the way", thin(plain))
	}
	if seen.secrecy[unknown] {
		l.add("Nobody has stated whether it is locked", thin(unknown))
	}
	if seen.badges {
		l.add("What a rule found, see below", func(x, y float64) []canvas.Item { return badges(x, y, []int{1}) })
	}
	if seen.both {
		l.add("Data goes both ways", doubleTip)
	}
	for _, z := range tints {
		if p.framed(z.fill) {
			l.add(z.words, swatch(4, z.fill, zoneLine))
		}
	}
	return l
}

// tints are those of frames, in words.
var tints = []struct {
	fill  canvas.Paint
	words string
}{
	{zoneOurs, "Blue frame: run by a customer of the cloud"},
	{zoneHost, "Sand frame: run by a provider or somebody else"},
	{zoneFree, "Grey frame: nobody is said to run it"},
}

func (p *flowPicture) framed(fill canvas.Paint) bool {
	return slices.ContainsFunc(p.frames, func(f frame) bool { return f.fill == fill })
}

// doubleTip is a piece of line with a tip at either end.
func doubleTip(x, y float64) []canvas.Item {
	a := arrow{}
	left, right := x-signWidth/2, x+signWidth/2
	return []canvas.Item{
		straight(canvas.Point{X: left + 8, Y: y}, canvas.Point{X: right - 8, Y: y}, a.line()),
		a.tip(canvas.Point{X: left + 8, Y: y}, canvas.Point{X: left, Y: y}),
		a.tip(canvas.Point{X: right - 8, Y: y}, canvas.Point{X: right, Y: y}),
	}
}

// flowSigns are what stands on a page and wants an explanation.
type flowSigns struct {
	sensitive, badges, both bool
	secrecy                 [3]bool
}

func (p *flowPicture) signs() flowSigns {
	var s flowSigns
	for _, a := range p.arrows {
		s.secrecy[a.secrecy] = true
		s.sensitive = s.sensitive || a.sensitive
		s.both = s.both || a.both
		s.badges = s.badges || len(a.badges) > 0
	}
	for _, part := range p.parts {
		s.badges = s.badges || len(part.badges) > 0
	}
	for _, f := range p.frames {
		s.badges = s.badges || len(p.marks.at[f.id]) > 0
	}
	return s
}

func (p *flowPicture) draw(a *arrangement) *canvas.Drawing {
	pg := p.page()
	width := max(a.width, minPageWidth-2*margin)
	tableHeight := 0.0
	if p.tabled() {
		_, tableHeight = p.marks.draw(0, bodyGap, width)
	}
	return pg.layOut(width, a.height+tableHeight, func(x, y float64) []canvas.Item {
		left := x + (width-a.width)/2
		items := p.zones(a, left, y)
		items = append(items, p.lines(a, left, y)...)
		items = append(items, p.boxes(a, left, y)...)
		if p.tabled() {
			table, _ := p.marks.draw(x, y+a.height+bodyGap, width)
			items = append(items, table...)
		}
		return items
	})
}

// tabled reports whether there are findings to list: an overview cannot mark them.
func (p *flowPicture) tabled() bool { return p.marks.rules > 0 && !p.overview }

func (p *flowPicture) zones(a *arrangement, x, y float64) []canvas.Item {
	var items []canvas.Item
	for i, c := range a.clusters {
		items = append(items, canvas.Box{X: x + c.X, Y: y + c.Y, W: c.Width, H: c.Height, Radius: 12, Fill: p.frames[i].fill, Line: zoneLine})
	}
	return items
}

// zoneNames come after the lines, each on a patch of its frame's tint.
func (p *flowPicture) zoneNames(a *arrangement, x, y float64) []canvas.Item {
	var items []canvas.Item
	for i, c := range a.clusters {
		name := zoneFont.Fit(p.frames[i].label, c.Width-24)
		left, top := x+c.X+8, y+c.Y+5
		items = append(items,
			canvas.Box{X: left, Y: top, W: zoneFont.Width(name) + 8, H: 19, Radius: 5, Fill: p.frames[i].fill},
			canvas.Text{X: left + 4, Y: top + 14, Font: zoneFont, Fill: sub, Text: name})
		items = append(items, badges(x+c.X+c.Width-8, y+c.Y, p.marks.at[p.frames[i].id])...)
	}
	return items
}

var (
	zoneFont = canvas.Font{Size: 13, Bold: true}
	zoneLine = canvas.Line{Paint: lineInk, Width: 1, Dash: canvas.Dashed}
)

func (p *flowPicture) boxes(a *arrangement, x, y float64) []canvas.Item {
	var items []canvas.Item
	for i, part := range p.parts {
		n := a.nodes[i]
		items = append(items, canvas.Group{ID: "part-" + safeID(part.id), Label: part.spoken, Items: part.draw(x+n.X, y+n.Y)})
	}
	return items
}

// lines draws the flows. The words of each come on a chip of paper above all
// lines, so that none is crossed out.
func (p *flowPicture) lines(a *arrangement, x, y float64) []canvas.Item {
	var below, above []canvas.Item
	for i, arrow := range p.arrows {
		e := a.edges[i]
		below = append(below, arrow.curve(e, x, y)...)
		above = append(above, canvas.Group{ID: "flow-" + safeID(arrow.id), Label: arrow.spoken, Items: arrow.words(e, x, y)})
	}
	return append(append(below, p.zoneNames(a, x, y)...), above...)
}

func (a arrow) curve(e graphviz.Edge, x, y float64) []canvas.Item {
	points := make([]canvas.Point, len(e.Curve))
	for i, p := range e.Curve {
		points[i] = canvas.Point{X: x + p.X, Y: y + p.Y}
	}
	items := []canvas.Item{canvas.Curve{Points: points, Line: a.line()}}
	if e.Head != nil {
		items = append(items, a.tip(points[len(points)-1], canvas.Point{X: x + e.Head.X, Y: y + e.Head.Y}))
	}
	if e.Tail != nil {
		items = append(items, a.tip(points[0], canvas.Point{X: x + e.Tail.X, Y: y + e.Tail.Y}))
	}
	return items
}

// tip is an arrowhead from where the line ends to where it points.
func (a arrow) tip(from, to canvas.Point) canvas.Item {
	dx, dy := to.X-from.X, to.Y-from.Y
	length := math.Hypot(dx, dy)
	if length == 0 {
		length = 1
	}
	half := 3 + a.line().Width
	nx, ny := -dy/length*half, dx/length*half
	return canvas.Polygon{Points: []canvas.Point{{X: from.X + nx, Y: from.Y + ny}, to, {X: from.X - nx, Y: from.Y - ny}}, Fill: a.line().Paint}
}

const (
	labelLine    = 14.4 // between the lines of a label: what Graphviz reserves for this font
	chipInset    = 4    // of the chip, left and right of its words
	chipDistance = 1    // of the chip above and below its words
)

func (a arrow) words(e graphviz.Edge, x, y float64) []canvas.Item {
	if e.Label == nil {
		return nil
	}
	centre := canvas.Point{X: x + e.Label.X, Y: y + e.Label.Y}
	h := float64(len(a.label())) * labelLine
	top := centre.Y - h/2
	w := a.width() + 2*chipInset
	items := []canvas.Item{canvas.Box{X: centre.X - w/2, Y: top - chipDistance, W: w, H: h + 2*chipDistance + a.badgeSpace(), Radius: 5, Fill: paper}}
	line := func(font canvas.Font, paint canvas.Paint, text string) {
		items = append(items, canvas.Text{X: centre.X, Y: top + 11, Anchor: canvas.Middle, Font: font, Fill: paint, Text: text})
		top += labelLine
	}
	for _, text := range a.data {
		line(dataFont, ink, text)
	}
	line(smallFont, sub, a.locks)
	if len(a.badges) > 0 {
		items = append(items, badges(centre.X+float64(len(badgeTexts(a.badges))-1)*badgeStep/2, top+8.5, a.badges)...)
	}
	return items
}

// badgeSpace is what circles need beyond a line of text.
func (a arrow) badgeSpace() float64 {
	if len(a.badges) == 0 {
		return 0
	}
	return 4
}

// width is that of the widest line of the words.
func (a arrow) width() float64 {
	w := max(smallFont.Width(a.locks), float64(len(badgeTexts(a.badges)))*badgeStep)
	for _, text := range a.data {
		w = max(w, dataFont.Width(text))
	}
	return w
}
