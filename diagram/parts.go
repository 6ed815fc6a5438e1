package diagram

import (
	"fmt"
	"strings"

	"github.com/stormtree-dev/stormtree/diagram/canvas"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

// part is one box of a data-flow picture: a component, or in an overview a
// boundary with everything in it.
type part struct {
	id     string // of the component or boundary
	title  string // of a boundary
	form   form
	card   *card
	frame  int // index of the cluster, or -1
	badges []int
	spoken string
}

// form is the outline of a part: what kind of thing it is.
type form uint8

const (
	rounded form = iota // whatever runs
	square              // persons and machines
	storing             // a cylinder: whatever keeps data
	outside             // a double border: not ours
)

const (
	partWidth = 168
	lid       = 9 // half the height of a cylinder's lid
)

// kinds gives each kind of component its form and the word that people use.
var kinds = map[string]struct {
	form form
	word string
}{
	"person":   {square, "person"},
	"client":   {rounded, "app or desk"},
	"device":   {square, "device"},
	"gateway":  {rounded, "gateway"},
	"edge":     {rounded, "front door of the cloud"},
	"service":  {rounded, "service"},
	"broker":   {storing, "message queue"},
	"cache":    {storing, "cache"},
	"store":    {storing, "store"},
	"log":      {storing, "log"},
	"host":     {square, "machine"},
	"control":  {rounded, "console"},
	"bastion":  {rounded, "jump host"},
	"identity": {rounded, "sign-in service"},
	"vault":    {storing, "vault of secrets"},
	"pipeline": {rounded, "build pipeline"},
	"external": {outside, "outside system"},
}

func kindWord(kind string) string {
	if known, ok := kinds[kind]; ok {
		return known.word
	}
	return kind
}

func newPart(m *model.Model, c *model.Component) part {
	kind := kindWord(c.Kind)
	p := part{id: c.ID, form: kinds[c.Kind].form, frame: -1, card: &card{width: partWidth, fill: cardFill, line: plainLine}}
	p.card.add(smallFont, sub, p.lidSpace()*1.4, kind, 1)
	p.card.add(nameFont, ink, 2, c.Title, 3)
	said := []string{sentence(canvas.Shorten(c.Title, 300)), sentence(kind)}
	for _, remark := range remarks(m, c) {
		p.card.add(smallFont, sub, 2, remark, 2)
		said = append(said, sentence(remark))
	}
	p.spoken = strings.Join(said, " ")
	return p
}

// lidSpace is what the lid of a cylinder takes from the room for text.
func (p part) lidSpace() float64 {
	if p.form == storing {
		return lid
	}
	return 0
}

// remarks are what a reader should know of a component at a glance.
func remarks(m *model.Model, c *model.Component) []string {
	var list []string
	if c.Class != nil && c.Class.Count != nil && *c.Class.Count >= 1 {
		list = append(list, grouped(risk.Significant(*c.Class.Count, 15))+" of them")
	}
	for _, place := range c.ExposedTo {
		if place.ID == "internet" {
			list = append(list, "open to the internet")
		}
	}
	if c.RunsOn != nil {
		list = append(list, "runs on "+titleOf(m, c.RunsOn.ID))
	}
	if c.Tenancy == "shared" {
		list = append(list, "shared with other customers")
	}
	if c.OutOfScope != "" {
		list = append(list, "not looked at: "+c.OutOfScope)
	}
	return list
}

// titleOf is what people call an element; a flow without a title goes by its ends.
func titleOf(m *model.Model, id string) string {
	if f := m.Flow(id); f != nil && !named(f) {
		return endsOf(m, f)
	}
	if e, _, ok := m.Entity(id); ok {
		return canvas.Shorten(e.Title, 120)
	}
	return id
}

func (p part) node() node {
	n := node{label: p.card.texts(), w: p.card.width, h: p.height(), shape: "box", fill: p.card.fill, ink: ink, line: p.card.line, cluster: p.frame}
	switch p.form {
	case rounded:
		n.style = "rounded"
	case storing:
		n.shape = "cylinder"
	case outside:
		n.double = true
	}
	return n
}

func (p part) height() float64 { return p.card.height() + p.lidSpace() }

func (p part) draw(x, y float64) []canvas.Item {
	w, h := p.card.width, p.height()
	left, top := x-w/2, y-h/2
	items := p.card.draw(x, y-p.lidSpace()/2)
	switch p.form {
	case square:
		items[0] = canvas.Box{X: left, Y: top, W: w, H: h, Fill: p.card.fill, Line: p.card.line}
	case storing:
		items[0] = canvas.Cylinder{X: left, Y: top, W: w, H: h, Lid: lid, Fill: p.card.fill, Line: p.card.line}
	case outside:
		inner := canvas.Box{X: left, Y: top, W: w, H: h, Line: p.card.line}
		items = append([]canvas.Item{canvas.Box{X: left - 4, Y: top - 4, W: w + 8, H: h + 8, Fill: p.card.fill, Line: p.card.line}, inner}, items[1:]...)
	}
	return append(items, badges(left+w-6, top, p.badges)...)
}

// badges puts numbers into circles, the last one's centre at x, y. What finds no
// room is counted in the last circle.
func badges(x, y float64, numbers []int) []canvas.Item {
	var items []canvas.Item
	shown := badgeTexts(numbers)
	for i, text := range shown {
		at := x - float64(len(shown)-1-i)*badgeStep
		items = append(items,
			canvas.Box{X: at - badgeRadius, Y: y - badgeRadius, W: 2 * badgeRadius, H: 2 * badgeRadius, Radius: badgeRadius, Fill: goalFill, Line: canvas.Line{Paint: paper, Width: 1}},
			canvas.Text{X: at, Y: y + 3.6, Anchor: canvas.Middle, Font: badgeFont, Fill: goalInk, Text: text})
	}
	return items
}

func badgeTexts(numbers []int) []string {
	var texts []string
	for i, n := range numbers {
		if i == maxBadges-1 && len(numbers) > maxBadges {
			return append(texts, fmt.Sprintf("+%d", len(numbers)-i))
		}
		texts = append(texts, fmt.Sprint(n))
	}
	return texts
}

const (
	badgeRadius = 9
	badgeStep   = 19
	maxBadges   = 7 // beside each other
)
