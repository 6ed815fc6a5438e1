package diagram

import (
	"fmt"
	"slices"

	"github.com/stormtree-dev/stormtree/diagram/canvas"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

// The measures of a card.
const (
	cardWidth  = 196
	goalWidth  = 236
	cardInset  = 12 // between the frame and the text, left and right
	cardPad    = 9  // above the first row and below the last
	barWidth   = 150
	barHeight  = 7
	rowSpacing = 1.25 // of a line of text, in font sizes
)

// card is one step, branch or goal on the picture: a frame with rows in it.
type card struct {
	width float64
	fill  canvas.Paint
	line  canvas.Line
	rows  []row
}

// row is one line of a card: text, a bar, or a badge with text behind it.
type row struct {
	text  string
	font  canvas.Font
	paint canvas.Paint
	gap   float64 // above
	badge string
	bar   bool
	value float64 // of the bar
}

func (r row) height() float64 {
	switch {
	case r.bar:
		return barHeight
	case r.badge != "":
		return 15
	}
	return r.font.Size * rowSpacing
}

func (c *card) height() float64 {
	h := 2.0 * cardPad
	for _, r := range c.rows {
		h += r.gap + r.height()
	}
	return h
}

func (c *card) inner() float64 { return c.width - 2*cardInset }

func (c *card) add(font canvas.Font, paint canvas.Paint, gap float64, text string, lines int) {
	for i, line := range font.Wrap(text, c.inner(), lines) {
		if i > 0 {
			gap = 0
		}
		c.rows = append(c.rows, row{text: line, font: font, paint: paint, gap: gap})
	}
}

// texts are the lines of the card as plain text, for the export.
func (c *card) texts() []string {
	var lines []string
	for _, r := range c.rows {
		switch {
		case r.bar:
		case r.badge != "":
			lines = append(lines, r.badge+": "+r.text)
		default:
			lines = append(lines, r.text)
		}
	}
	return lines
}

// draw places the card with its centre at x, y.
func (c *card) draw(x, y float64) []canvas.Item {
	h := c.height()
	left, top := x-c.width/2, y-h/2
	items := []canvas.Item{canvas.Box{X: left, Y: top, W: c.width, H: h, Radius: 10, Fill: c.fill, Line: c.line}}
	at := top + cardPad
	for _, r := range c.rows {
		at += r.gap
		items = append(items, r.draw(x, at)...)
		at += r.height()
	}
	return items
}

func (r row) draw(centre, top float64) []canvas.Item {
	switch {
	case r.bar:
		return bar(centre-barWidth/2, top, r.value)
	case r.badge != "":
		return r.drawBadge(centre, top)
	}
	return []canvas.Item{canvas.Text{X: centre, Y: top + r.font.Size, Anchor: canvas.Middle, Font: r.font, Fill: r.paint, Text: r.text}}
}

func bar(x, y, value float64) []canvas.Item {
	items := []canvas.Item{canvas.Box{X: x, Y: y, W: barWidth, H: barHeight, Fill: track}}
	if value <= 0 {
		return items
	}
	filled := max(2, barWidth*min(value, 1))
	return append(items, canvas.Box{X: x, Y: y, W: filled, H: barHeight, Fill: barPaint(value)})
}

func (r row) drawBadge(centre, top float64) []canvas.Item {
	w := badgeWidth(r.badge)
	left := centre - (w+5+r.font.Width(r.text))/2
	return []canvas.Item{
		canvas.Box{X: left, Y: top, W: w, H: 15, Radius: 7.5, Fill: paper, Line: canvas.Line{Paint: sub, Width: 0.8}},
		canvas.Text{X: left + w/2, Y: top + 11, Anchor: canvas.Middle, Font: badgeFont, Fill: sub, Text: r.badge},
		canvas.Text{X: left + w + 5, Y: top + 11.5, Font: r.font, Fill: r.paint, Text: r.text},
	}
}

var badgeFont = canvas.Font{Size: 10, Bold: true}

func badgeWidth(text string) float64 { return badgeFont.Width(text) + 12 }

// goalCard is the top of the tree: what the attacker wants.
func goalCard(t *risk.Tree, marked bool) *card {
	c := &card{width: goalWidth, fill: goalFill, line: canvas.Line{Paint: goalFill, Width: 1.2}}
	if marked {
		c.line = criticalLine
	}
	c.add(tagFont, goalInk, 0, "GOAL OF THE ATTACKER", 1)
	c.add(goalFont, goalInk, 4, t.Title, 4)
	l := t.Total.Likelihood.Current
	c.rows = append(c.rows, row{bar: true, value: l, gap: 7})
	c.add(smallFont, goalInk, 4, goalChance(t), 2)
	return c
}

// goalChance is the threat's likelihood and frequency: all causes together, or
// the attacker's own when the tree is seen by one.
func goalChance(t *risk.Tree) string {
	l, f := t.Total.Likelihood.Current, t.Total.Frequency.Current
	if l <= 0 || f <= 0 {
		return unexpected(t)
	}
	horizon := t.Horizon
	if horizon <= 0 {
		horizon = model.DaysPerYear
	}
	words := fmt.Sprintf("%s %s, %s", risk.Percent(l), period(horizon), risk.Often(f, horizon))
	if t.Attacker != "" {
		words += ", by this attacker"
	}
	if t.Root.AtMost {
		return "at most " + words
	}
	return words
}

// unexpected says why a goal has no likelihood: its tree may well be open to
// people whom the model does not know.
func unexpected(t *risk.Tree) string {
	switch {
	case t.Attacker != "":
		return "not to be expected of this attacker"
	case t.Root.Probability.Current > 0:
		return "not to be expected of any attacker in the model"
	}
	return "cannot happen today"
}

var (
	plainLine    = canvas.Line{Paint: lineInk, Width: 1.2}
	criticalLine = canvas.Line{Paint: critical, Width: 3.2}
)

// stepCard is a step or a named branch. Order is its place in a sequence, "" elsewhere.
func stepCard(b *risk.Branch, horizon float64, order string, marked bool) *card {
	s := stateOf(b)
	c := &card{width: cardWidth, fill: cardFill, line: plainLine}
	c.dress(s, marked)
	number := b.Number
	if order != "" {
		number += " · " + order
	}
	c.add(tagFont, sub, 0, number, 1)
	if tag := tagOf(b, s); tag != "" {
		c.add(tagFont, stateInk(s), 1, tag, 1)
	}
	c.add(stepFont, ink, 3, b.Title, 3)
	if s != shut && s != blocked {
		c.rows = append(c.rows, row{bar: true, value: b.Probability.Current, gap: 6})
	}
	c.add(smallFont, sub, 4, caption(b, s, horizon), 2)
	c.mitigations(b)
	return c
}

func (c *card) dress(s state, marked bool) {
	switch s {
	case blocked:
		c.fill, c.line = safeFill, canvas.Line{Paint: safeInk, Width: 1.6, Dash: canvas.Dashed}
	case weakened:
		c.fill, c.line = safeFill, canvas.Line{Paint: safeInk, Width: 1.2}
	case planned:
		c.line = canvas.Line{Paint: safeInk, Width: 2.2, Dash: canvas.Dotted}
	case shut:
		c.fill, c.line.Dash = shutFill, canvas.Dashed
	}
	if marked {
		c.line = criticalLine
	}
}

func stateInk(s state) canvas.Paint {
	if s == shut {
		return sub
	}
	return safeInk
}

func caption(b *risk.Branch, s state, horizon float64) string {
	if s != shut {
		return chance(b, horizon)
	}
	switch {
	case beyondReach(b):
		return "not for this attacker"
	case len(b.Rules) > 0:
		return "shut: rule " + some(b.Rules, 2) + " is met"
	}
	return "cannot happen today"
}

// mitigations shows the first two and who is responsible for them.
func (c *card) mitigations(b *risk.Branch) {
	shown := slices.DeleteFunc(slices.Clone(b.Mitigations), func(m risk.Applied) bool { return !counts(m) })
	for i, m := range shown {
		if i == 2 {
			c.add(smallFont, sub, 3, fmt.Sprintf("and %d more", len(shown)-2), 1)
			return
		}
		c.rows = append(c.rows, row{badge: responsible(m), text: works(m), font: smallFont, paint: sub, gap: 5})
		c.add(smallFont, ink, 1, m.Title, 2)
	}
}

// counts reports whether a mitigation is more than a proposal.
func counts(m risk.Applied) bool { return m.Status == model.Implemented || m.Status == model.Planned }

func works(m risk.Applied) string {
	if m.Status == model.Implemented {
		return "works today:"
	}
	return "is planned:"
}

func responsible(m risk.Applied) string {
	switch m.Responsible {
	case "":
		return "nobody"
	case "third-party":
		return "third party"
	}
	return badgeFont.Fit(m.Responsible, 80)
}
