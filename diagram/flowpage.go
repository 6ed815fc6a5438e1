package diagram

import (
	"fmt"
	"math"
	"strings"

	"github.com/stormtree-dev/stormtree/diagram/canvas"
	"github.com/stormtree-dev/stormtree/diagram/graphviz"
)

func (p *flowPicture) title() string {
	return "Where does the data go? " + canvas.Shorten(p.model.Title, 200)
}

func (p *flowPicture) page() *page {
	pg := &page{id: "flows", title: p.title(), legend: p.legend()}
	pg.caption = p.caption()
	pg.description = fmt.Sprintf("Data-flow picture of %s with %s and %s. %s", canvas.Shorten(p.model.Title, 200),
		count(len(p.model.Components), "part"), count(len(p.model.Flows), "flow"), pg.caption)
	if p.overview {
		pg.notes = append(pg.notes, fmt.Sprintf("This is an overview: the model has %s and %s, too many for one picture. Each box stands for a boundary and everything in it, each arrow for all flows between two of them.",
			count(len(p.model.Components), "part"), count(len(p.model.Flows), "flow")))
	}
	if p.marks.beyond > 0 {
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
	for _, f := range p.model.Flows {
		ends := titleOf(p.model, f.From.ID) + " to " + titleOf(p.model, f.To.ID)
		switch secrecyOf(f) {
		case plain:
			open = append(open, ends)
		case unknown:
			untold = append(untold, ends)
		}
	}
	total := count(len(p.model.Flows), "flow")
	switch {
	case len(p.model.Flows) == 0:
		return words + "Nothing flows in this model."
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
	seen := map[string]bool{}
	for _, a := range p.arrows {
		seen[a.locks] = true
		seen["sensitive"] = seen["sensitive"] || a.sensitive
		seen["badges"] = seen["badges"] || len(a.badges) > 0
	}
	if seen["sensitive"] {
		l.add("Data that must stay secret", stroke(canvas.Line{Paint: critical, Width: 3}))
	}
	if seen[locked.word()] {
		l.add("Locked: nobody can read it on the way", stroke(canvas.Line{Paint: lineInk, Width: 1.4}))
	}
	if seen[plain.word()] || seen["not all locked"] {
		l.add("Plain: can be read on the way", stroke(canvas.Line{Paint: lineInk, Width: 1.4, Dash: canvas.Dashed}))
	}
	if len(p.frames) > 0 {
		l.add("Frame: here somebody else is in charge", swatch(4, zoneHost, canvas.Line{Paint: lineInk, Width: 1, Dash: canvas.Dashed}))
	}
	if seen["badges"] || len(p.marks.rows) > 0 && !p.overview {
		l.add("What a rule found, see below", func(x, y float64) []canvas.Item { return badges(x, y, []int{1}) })
	}
	return l
}

func (p *flowPicture) draw(a *arrangement) *canvas.Drawing {
	pg := p.page()
	width := max(a.width, minPageWidth-2*margin)
	table, tableHeight := p.marks.draw(0, 0, width)
	if len(table) > 0 {
		tableHeight += bodyGap
	}
	return pg.layOut(width, a.height+tableHeight, func(x, y float64) []canvas.Item {
		left := x + (width-a.width)/2
		items := p.zones(a, left, y)
		items = append(items, p.lines(a, left, y)...)
		items = append(items, p.boxes(a, left, y)...)
		table, _ := p.marks.draw(x, y+a.height+bodyGap, width)
		return append(items, table...)
	})
}

func (p *flowPicture) zones(a *arrangement, x, y float64) []canvas.Item {
	var items []canvas.Item
	for i, c := range a.clusters {
		items = append(items,
			canvas.Box{X: x + c.X, Y: y + c.Y, W: c.Width, H: c.Height, Radius: 12, Fill: p.frames[i].fill, Line: canvas.Line{Paint: lineInk, Width: 1, Dash: canvas.Dashed}},
			canvas.Text{X: x + c.X + 12, Y: y + c.Y + 19, Font: zoneFont, Fill: sub, Text: zoneFont.Fit(p.frames[i].label, c.Width-24)})
		items = append(items, badges(x+c.X+c.Width-8, y+c.Y, p.marks.at[p.frames[i].id])...)
	}
	return items
}

var zoneFont = canvas.Font{Size: 13, Bold: true}

func (p *flowPicture) boxes(a *arrangement, x, y float64) []canvas.Item {
	var items []canvas.Item
	for i, part := range p.parts {
		n := a.nodes[i]
		items = append(items, canvas.Group{ID: "part-" + safeID(part.id), Label: part.spoken, Items: part.draw(x+n.X, y+n.Y)})
	}
	return items
}

// lines draws the flows; the labels come after all lines, so that none is crossed out.
func (p *flowPicture) lines(a *arrangement, x, y float64) []canvas.Item {
	var items []canvas.Item
	for i, arrow := range p.arrows {
		e := a.edges[i]
		shape := append(arrow.curve(e, x, y), arrow.words(e, x, y)...)
		items = append(items, canvas.Group{ID: "flow-" + safeID(arrow.id), Label: arrow.spoken, Items: shape})
	}
	return items
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

const labelLine = 14.4 // between the lines of a label: what Graphviz reserves for this font

func (a arrow) words(e graphviz.Edge, x, y float64) []canvas.Item {
	if e.Label == nil {
		return nil
	}
	centre := canvas.Point{X: x + e.Label.X, Y: y + e.Label.Y}
	top := centre.Y - float64(len(a.label()))*labelLine/2
	var items []canvas.Item
	line := func(font canvas.Font, paint canvas.Paint, text string) {
		items = append(items, canvas.Text{X: centre.X, Y: top + 11, Anchor: canvas.Middle, Font: font, Fill: paint, Text: text})
		top += labelLine
	}
	for _, text := range a.data {
		line(dataFont, ink, text)
	}
	line(smallFont, sub, a.locks)
	if len(a.badges) > 0 {
		items = append(items, badges(centre.X+float64(len(a.badges)-1)*badgeStep/2, top+7, a.badges)...)
	}
	return items
}
