package report

import (
	"fmt"

	"github.com/stormtree-dev/stormtree/risk"
)

// pardons lists the waivers: what is accepted, until when, and which have run out.
func (l *lookup) pardons(p *page) {
	if len(l.Waivers) == 0 {
		return
	}
	p.head("WAIVERS", "accepted for a while; they change the gate, never a number")
	g := grid{columns: []column{{head: "state"}, {head: "rule"}, {head: "at"}, {head: "expires"}, {head: "owner"}, {head: "reason", breaks: true}}}
	for _, w := range l.Waivers {
		state := cell{text: w.State}
		if w.State != risk.WaiverActive {
			state.ink = yellow
		}
		g.rows = append(g.rows, gridRow{cells: []cell{state, {text: w.Rule}, {text: w.At}, {text: w.Expires}, {text: w.Owner}, {text: w.Reason}}})
	}
	g.on(p, 1)
}

// remarks are the notes and what the author assumed or asks.
func (l *lookup) remarks(p *page) {
	var notes []string
	for _, n := range l.Notes {
		notes = append(notes, n.Position.String()+": "+n.Message)
	}
	sentences(p, "NOTES", notes)
	sentences(p, "ASSUMED", l.Assumptions)
	sentences(p, "QUESTIONS", l.Questions)
}

func sentences(p *page, head string, list []string) {
	if len(list) == 0 {
		return
	}
	p.head(head, "")
	for _, s := range list[:min(rowsShown, len(list))] {
		p.hang(1, 3, "- "+s, normal)
	}
	if more := len(list) - rowsShown; more > 0 {
		p.text(1, fmt.Sprintf("and %d more", more))
	}
}
