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
	var problems source.Problems
	for _, r := range sorted(g.reports) {
		message := r.message
		if r.hasAlso {
			message += " at " + g.files.at(r.also).String()
		}
		problems = append(problems, source.Problem{Pos: g.files.at(r.at), Message: message, Kind: r.kind})
	}
	problems.Sort()
	return problems
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
