package tree

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/stormtree-dev/stormtree/model/source"
)

const maxProblems = 100 // after which reading stops

// report is a problem or a note before its place becomes a position.
type report struct {
	at      Place
	message string
	kind    string
	also    Place // where the other one stands that the message is about
	hasAlso bool
}

// journal is everything that was reported and noted.
type journal struct {
	reports  []report // at most maxProblems
	reported int      // with those that were not kept
	notes    []report // at most maxProblems
	unnoted  int      // that were not kept
	lastNote Place
}

// Report notes a problem of a kind of package source. After the hundredth it
// keeps no more.
func (g *Graph) Report(at Place, kind, format string, args ...any) {
	g.report(report{at: at, kind: kind, message: fmt.Sprintf(format, args...)})
}

// reportBoth notes a problem with the place of another thing that it is about.
func (g *Graph) reportBoth(at, also Place, kind, format string, args ...any) {
	g.report(report{at, fmt.Sprintf(format, args...), kind, also, true})
}

func (g *Graph) report(r report) {
	g.reported++
	if !g.Full() {
		g.reports = append(g.reports, r)
	}
}

// Reported is how many problems there were so far, those that were not kept included.
func (g *Graph) Reported() int { return g.reported }

// Note notes something that the reader passes over. After the hundredth it only counts.
func (g *Graph) Note(at Place, format string, args ...any) {
	if len(g.notes) < maxProblems {
		g.notes = append(g.notes, report{at: at, message: fmt.Sprintf(format, args...)})
	} else {
		g.unnoted++
		g.lastNote = at
	}
}

// Full reports that there are as many problems as anybody reads: a reader may stop.
func (g *Graph) Full() bool { return len(g.reports) >= maxProblems }

// Problems lists what was reported so far, by position.
func (g *Graph) Problems() source.Problems {
	positions := g.positions()
	var problems source.Problems
	for _, r := range g.reports {
		message := r.message
		if r.hasAlso {
			message += " at " + positions[r.also].String()
		}
		problems = append(problems, source.Problem{Pos: positions[r.at], Message: message, Kind: r.kind})
	}
	problems.Sort()
	return problems
}

// positions finds the places of all reports, in one pass over the texts.
func (g *Graph) positions() map[Place]source.Pos {
	var places []Place
	for _, r := range g.reports {
		places = append(places, r.at, r.also)
	}
	slices.Sort(places)
	positions := make(map[Place]source.Pos, len(places))
	for _, p := range places {
		positions[p] = g.files.at(p)
	}
	return positions
}

func sorted(reports []report) []report {
	reports = slices.Clone(reports)
	slices.SortStableFunc(reports, func(a, b report) int { return cmp.Compare(a.at, b.at) })
	return reports
}

// allNotes lists the notes, by place.
func (g *Graph) allNotes() []Note {
	var notes []Note
	for _, r := range sorted(g.notes) {
		notes = append(notes, Note{g.files.at(r.at), r.message})
	}
	if g.unnoted > 0 {
		notes = append(notes, Note{g.files.at(g.lastNote), fmt.Sprintf("%d more like these, the last here", g.unnoted)})
	}
	return notes
}
