package diagram

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/stormtree-dev/stormtree/diagram/canvas"
	"github.com/stormtree-dev/stormtree/risk"
)

func (p *treePicture) page() *page {
	pg := &page{id: p.id(), title: p.title(), legend: p.legend()}
	finding := p.cheapestWay()
	pg.caption = p.direction() + " " + finding
	pg.description = fmt.Sprintf("Attack tree with %s. %s %s", count(steps(p.root), "step"), sentence(p.chance()), finding)
	if n := p.hiddenSteps(); n > 0 {
		pg.notes = append(pg.notes, fmt.Sprintf("The tree is large: %s of its %s are folded into the branches that say so. Each branch can be drawn as a picture of its own.", count(n, "step"), count(steps(p.root), "step")))
	}
	return pg
}

func (p *treePicture) direction() string {
	words := "Read from top to bottom."
	if p.right {
		words = "Read from left to right."
	}
	if p.tree.Attacker != "" {
		words += " Seen by one attacker: " + sentence(canvas.Shorten(cmp.Or(p.tree.AttackerTitle, p.tree.Attacker), 80))
	}
	return words
}

// hiddenSteps counts the leaves behind folded branches.
func (p *treePicture) hiddenSteps() int {
	n := 0
	for _, pl := range p.places {
		if pl.card != nil && pl.branch.SeeNumber == "" && pl.branch != p.root && p.fold(pl.branch, p.depthOf(pl.branch)) {
			n += steps(pl.branch)
		}
	}
	return n
}

func walk(b *risk.Branch, visit func(*risk.Branch)) {
	visit(b)
	for _, c := range b.Children {
		walk(c, visit)
	}
}

func (p *treePicture) legend() legend {
	var l legend
	where := "below"
	if p.right {
		where = "to the right"
	}
	seen := p.signs()
	if seen.critical {
		l.add("The cheapest way in", stroke(criticalLine))
	}
	if seen.pill {
		l.add("Any one of the steps "+where+" is enough", swatch(7, anyFill, canvas.Line{Paint: anyInk, Width: 1.2}))
	}
	if seen.box {
		l.add("All the steps "+where+" are needed", swatch(0, allFill, canvas.Line{Paint: allInk, Width: 1.2}))
	}
	if words := seen.defences(); words != "" {
		l.add(words, seen.swatch())
	}
	if seen.shut {
		l.add(seen.shutWords(), swatch(4, shutFill, canvas.Line{Paint: lineInk, Width: 1.2, Dash: canvas.Dashed}))
	}
	l.add("Chance after the defences that work today", word("30%"))
	l.add(fmt.Sprintf("Bar: the same; blue below %s, amber to %s, orange above", risk.Percent(lowBar), risk.Percent(midBar)), barSample)
	return l
}

// signs are what stands on a page and wants an explanation.
type signs struct{ critical, pill, box, blocked, weakened, planned, shut, beyond bool }

func (p *treePicture) signs() signs {
	var s signs
	for _, pl := range p.places {
		s.critical = s.critical || pl.marked
		if pl.sign != nil {
			s.pill, s.box = s.pill || pl.sign.pill, s.box || !pl.sign.pill
			continue
		}
		switch stateOf(pl.branch) {
		case blocked:
			s.blocked = true
		case weakened:
			s.weakened = true
		case planned:
			s.planned = true
		case shut:
			s.shut = true
			s.beyond = s.beyond || beyondReach(pl.branch)
		}
	}
	return s
}

func (s signs) shutWords() string {
	if s.beyond {
		return "Cannot happen today, or not by this attacker"
	}
	return "Cannot happen today"
}

// defences is one row for all that defences do here.
func (s signs) defences() string {
	var words []string
	if s.weakened {
		words = append(words, "weakened by a defence")
	}
	if s.blocked {
		words = append(words, "blocked (dashed)")
	}
	if s.planned {
		words = append(words, "defence planned (dotted)")
	}
	if len(words) == 0 {
		return ""
	}
	line := strings.Join(words, ", ")
	return strings.ToUpper(line[:1]) + line[1:]
}

// swatch looks like the strongest of the defences.
func (s signs) swatch() func(x, y float64) []canvas.Item {
	switch {
	case s.weakened:
		return swatch(4, safeFill, canvas.Line{Paint: safeInk, Width: 1.2})
	case s.blocked:
		return swatch(4, safeFill, canvas.Line{Paint: safeInk, Width: 1.6, Dash: canvas.Dashed})
	}
	return swatch(4, cardFill, canvas.Line{Paint: safeInk, Width: 2.2, Dash: canvas.Dotted})
}

// speak is a card as a screen reader says it.
func (p *treePicture) speak(b *risk.Branch) string {
	said := []string{sentence(strings.TrimSpace(b.Number + " " + canvas.Shorten(b.Title, 300)))}
	said = append(said, sentence(chanceOrShut(b, p.tree.Horizon)))
	if len(b.Children) > 1 {
		said = append(said, sentence(gateWords(b)))
	}
	if p.marked[b] {
		said = append(said, "On the cheapest way in.")
	}
	if more := p.hint(b); more != "" {
		said = append(said, sentence(more))
	}
	return strings.Join(append(said, defencesOf(b)...), " ")
}

// effect is what a mitigation does to the chance of its step.
func effect(m risk.Applied) string {
	switch {
	case m.Share >= 1:
		return "shuts it"
	case m.Share <= 0:
		return "makes it harder"
	}
	return "stops " + risk.Percent(m.Share)
}

func chanceOrShut(b *risk.Branch, horizon float64) string { return caption(b, stateOf(b), horizon) }

// defencesOf tells what is done about a leaf, by whom.
func defencesOf(b *risk.Branch) []string {
	var said []string
	for _, m := range b.Mitigations {
		if counts(m) {
			said = append(said, fmt.Sprintf("Defence: %s (%s, %s, %s).", canvas.Shorten(m.Title, 120), responsible(m), m.Status, effect(m)))
		}
	}
	return said
}
