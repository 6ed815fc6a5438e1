package diagram

import (
	"fmt"
	"strings"

	"github.com/stormtree-dev/stormtree/diagram/canvas"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

// treePicture is an attack tree on one page.
type treePicture struct {
	excerpt
	right  bool
	fold   folded
	places []place
}

// place is a card or the sign of a gate, and the place that it hangs from.
type place struct {
	branch *risk.Branch
	parent int // index, or -1
	card   *card
	sign   *gateSign // when card is nil
	marked bool
	faint  bool // leads to what cannot happen
	spoken string
}

func newTreePicture(t *risk.Tree, o Options) (*treePicture, error) {
	if t == nil || t.Root == nil {
		return nil, fmt.Errorf("draw a picture: the threat has no attack tree")
	}
	root, err := branchAt(t.Root, o.Branch)
	if err != nil {
		return nil, err
	}
	p := &treePicture{excerpt: newExcerpt(t, root), fold: foldingOf(root, o.Whole)}
	p.right = o.Direction == "right" || o.Direction == "" && visible(root, p.fold, 0) > maxDown
	p.plant()
	if len(p.places) > maxPlaces {
		return nil, fmt.Errorf("draw a picture: the tree is too wide, %d boxes where %d can be drawn; draw one branch at a time", len(p.places), maxPlaces)
	}
	return p, nil
}

// maxDown is how many leaves a tree that grows downwards has at most.
const maxDown = 6

func (p *treePicture) plant() {
	top := place{branch: p.root, parent: -1, marked: p.marked[p.root]}
	if p.whole() {
		top.card = goalCard(p.tree, top.marked)
		top.spoken = sentence("Goal of the attacker: "+canvas.Shorten(p.tree.Title, 300)) + " " + sentence(goalChance(p.tree))
	} else {
		top.card, top.spoken = p.cardOf(p.root, ""), p.speak(p.root)
	}
	p.places = append(p.places, top)
	p.children(p.root, 0, 1)
}

// children adds the gate of a branch and everything behind it.
func (p *treePicture) children(b *risk.Branch, at, depth int) {
	if len(b.Children) > 1 {
		at = p.gate(b, at, "")
	}
	for i, c := range b.Children {
		order := ""
		if b.Gate == model.GateSequence && len(b.Children) > 1 {
			order = fmt.Sprintf("step %d of %d", i+1, len(b.Children))
		}
		p.branch(c, at, depth, order)
	}
}

func (p *treePicture) gate(b *risk.Branch, at int, prefix string) int {
	p.places = append(p.places, place{
		branch: b, parent: at, sign: newGateSign(b, prefix, p.marked[b]), marked: p.marked[b], faint: isFaint(b),
		spoken: sentence(prefix + gateWords(b)),
	})
	return len(p.places) - 1
}

func isFaint(b *risk.Branch) bool { s := stateOf(b); return s == blocked || s == shut }

func (p *treePicture) branch(b *risk.Branch, at, depth int, order string) {
	if len(p.places) > maxPlaces {
		return
	}
	hidden := p.fold(b, depth)
	if b.Title == "" && len(b.Children) > 1 && !hidden {
		p.bareGate(b, at, depth, order)
		return
	}
	p.places = append(p.places, place{branch: b, parent: at, card: p.cardOf(b, order), marked: p.marked[b], faint: isFaint(b), spoken: p.speak(b)})
	if !hidden {
		p.children(b, len(p.places)-1, depth+1)
	}
}

// bareGate is a gate that has no title: its sign carries the number.
func (p *treePicture) bareGate(b *risk.Branch, at, depth int, order string) {
	prefix := b.Number + " · "
	if order != "" {
		prefix += order + ": "
	}
	at = p.gate(b, at, prefix)
	for i, c := range b.Children {
		order := ""
		if b.Gate == model.GateSequence {
			order = fmt.Sprintf("step %d of %d", i+1, len(b.Children))
		}
		p.branch(c, at, depth+1, order)
	}
}

func (p *treePicture) cardOf(b *risk.Branch, order string) *card {
	c := stepCard(b, p.tree.Horizon, order, p.marked[b])
	if more := p.hint(b); more != "" {
		c.add(tagFont, sub, 4, more, 1)
	}
	return c
}

// depthOf is how deep a branch lies below the picture's root.
func (p *treePicture) depthOf(b *risk.Branch) int {
	parts := func(number string) int {
		if number == "" {
			return 0
		}
		return strings.Count(number, ".") + 1
	}
	return parts(b.Number) - parts(p.root.Number)
}

// hint says where the rest of a card's story is told.
func (p *treePicture) hint(b *risk.Branch) string {
	switch {
	case b.SeeNumber != "" && !p.holds(b.SeeNumber):
		return "drawn on the whole tree as " + b.SeeNumber
	case b.SeeNumber != "":
		return "same as " + b.SeeNumber
	case p.fold(b, p.depthOf(b)):
		return fmt.Sprintf("+%s, see branch %s", count(steps(b), "step"), b.Number)
	}
	return ""
}

// graph is the tree for the layout: each place hangs from its parent.
func (p *treePicture) graph() *graph {
	g := &graph{title: question(p.tree.Title), right: p.right, ordered: true, lines: "line", nodeGap: 18, rankGap: 40}
	if p.right {
		g.nodeGap, g.rankGap = 14, 34
	}
	for _, pl := range p.places {
		g.nodes = append(g.nodes, pl.node())
		if pl.parent >= 0 {
			g.edges = append(g.edges, edge{from: pl.parent, to: len(g.nodes) - 1, line: pl.line()})
		}
	}
	return g
}

func (pl place) node() node {
	if s := pl.sign; s != nil {
		style := ""
		if s.pill {
			style = "rounded"
		}
		return node{label: []string{s.text}, w: s.width(), h: gateHeight, shape: "box", style: style, fill: s.fill(), ink: s.ink(), line: s.line, cluster: -1}
	}
	c := pl.card
	text := ink
	if c.fill == goalFill {
		text = goalInk
	}
	return node{label: c.texts(), w: c.width, h: c.height(), shape: "box", style: "rounded", fill: c.fill, ink: text, line: c.line, cluster: -1}
}

func (pl place) line() canvas.Line {
	switch {
	case pl.marked:
		return criticalLine
	case pl.faint:
		return canvas.Line{Paint: lineInk, Width: 1.2, Dash: canvas.Dashed}
	}
	return plainLine
}

func (p *treePicture) draw(a *arrangement) *canvas.Drawing {
	pg := p.page()
	return pg.layOut(a.width, a.height, func(x, y float64) []canvas.Item {
		return append(p.branches(a, x, y), p.cards(a, x, y)...)
	})
}

// branches are the lines, the cheapest way in on top of the others.
func (p *treePicture) branches(a *arrangement, x, y float64) []canvas.Item {
	var thin, thick []canvas.Item
	for i, pl := range p.places {
		if pl.parent < 0 {
			continue
		}
		from, to := a.nodes[pl.parent], a.nodes[i]
		line := canvas.Curve{Line: pl.line()}
		if p.right {
			line.Points = bend(x+from.X+from.Width/2, y+from.Y, x+to.X-to.Width/2, y+to.Y, true)
		} else {
			line.Points = bend(x+from.X, y+from.Y+from.Height/2, x+to.X, y+to.Y-to.Height/2, false)
		}
		if pl.marked {
			thick = append(thick, line)
		} else {
			thin = append(thin, line)
		}
	}
	return append(thin, thick...)
}

// bend leaves and arrives in the direction of reading.
func bend(x1, y1, x2, y2 float64, right bool) []canvas.Point {
	if right {
		middle := (x1 + x2) / 2
		return []canvas.Point{{X: x1, Y: y1}, {X: middle, Y: y1}, {X: middle, Y: y2}, {X: x2, Y: y2}}
	}
	middle := (y1 + y2) / 2
	return []canvas.Point{{X: x1, Y: y1}, {X: x1, Y: middle}, {X: x2, Y: middle}, {X: x2, Y: y2}}
}

func (p *treePicture) cards(a *arrangement, x, y float64) []canvas.Item {
	var items []canvas.Item
	for i, pl := range p.places {
		n := a.nodes[i]
		if pl.sign != nil {
			items = append(items, pl.sign.draw(x+n.X, y+n.Y)...)
			continue
		}
		items = append(items, canvas.Group{ID: placeID(pl.branch.Number), Label: pl.spoken, Items: pl.card.draw(x+n.X, y+n.Y)})
	}
	return items
}

func placeID(number string) string {
	if number == "" {
		return "goal"
	}
	return "place-" + safeID(number)
}

func (p *treePicture) id() string { return "tree-" + safeID(p.tree.Threat) }
