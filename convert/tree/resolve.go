package tree

import (
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

const (
	namesInMessage = 8          // names that a message lists
	guesses        = 20_000_000 // steps spent on "did you mean"
	manyNames      = 50_000     // among which none is looked for
)

// Resolve checks the definitions and builds the tree below a top: the named one,
// else the one that the file names, else the only gate that nothing refers to. It
// reports undefined names, cycles, no top and several tops, beside everything
// that was reported before. It is linear in the definitions, and may be asked again.
func (g *Graph) Resolve(top string) (*Document, source.Problems) {
	before := g.journal
	defer func() { g.journal = before }()
	g.checkReferences()
	w := newWalk(g)
	root := g.chooseTop(top)
	if root != NoName {
		w.from(root)
	}
	reached := len(w.order)
	for i := range g.gates {
		w.from(g.gates[i].name)
	}
	if g.reported > 0 {
		return nil, g.Problems()
	}
	g.noteUnreached(w.order[reached:], w.state)
	return g.build(root, w.order[:reached]), nil
}

// checkReferences reports names without a definition, and those of another sort
// than the author expects.
func (g *Graph) checkReferences() {
	suggest := suggestions{g: g}
	for i, a := range g.arguments {
		if a.isInner() {
			continue
		}
		n := Name(a.number())
		switch {
		case g.sorts[n] == undefined:
			g.Report(g.places[i], source.Reference, "%s %s is not defined%s", a.sort().word(), g.quote(n), suggest.to(g.Text(n), a.sort()))
		case a.sort() != AnySort && a.sort() != g.sorts[n]:
			g.reportBoth(g.places[i], g.defined[n], source.Reference, "%s is no %s but a %s,", g.quote(n), a.sort().word(), g.sorts[n].word())
		}
		if g.Full() {
			return
		}
	}
}

func (s Sort) word() string { return [...]string{"name", "gate", "leaf", "constant"}[s] }

// suggestions finds names that are alike, while it is cheap.
type suggestions struct {
	g     *Graph
	spent int
}

func (s *suggestions) to(word string, as Sort) string {
	s.spent += len(s.g.sorts) * len(word) * len(word)
	if s.spent > guesses || len(s.g.sorts) > manyNames {
		return ""
	}
	var defined []string
	for i, sort := range s.g.sorts {
		if sort != undefined && (as == AnySort || as == sort) {
			defined = append(defined, s.g.Text(Name(i)))
		}
	}
	if closest := source.Closest(word, defined); closest != "" {
		return "; did you mean " + source.Quote(closest) + "?"
	}
	return ""
}

// chooseTop finds the top, or reports why there is none.
func (g *Graph) chooseTop(wanted string) Name {
	switch {
	case wanted != "":
		return g.namedTop(wanted)
	case g.hasTop:
		if g.sorts[g.top] == undefined {
			suggest := suggestions{g: g}
			g.Report(g.topPlace, source.Reference, "the top %s is not defined%s", g.quote(g.top), suggest.to(g.Text(g.top), AnySort))
			return NoName
		}
		return g.top
	}
	return g.onlyTop()
}

func (g *Graph) namedTop(wanted string) Name {
	if n, ok := g.Known([]byte(wanted)); ok && g.sorts[n] != undefined {
		return n
	}
	suggest := suggestions{g: g}
	g.Report(0, source.Reference, "the top %s that was asked for is not defined%s", source.Quote(wanted), suggest.to(wanted, AnySort))
	return NoName
}

// onlyTop is the gate that nothing refers to. A file without gates has as its top
// its only leaf or constant. Where every gate is referred to, there is a cycle, which
// the walk reports.
func (g *Graph) onlyTop() Name {
	used := make([]bool, len(g.sorts))
	for _, a := range g.arguments {
		if !a.isInner() {
			used[a.number()] = true
		}
	}
	tops := g.unused(used, func(s Sort) bool { return s == GateSort })
	if len(g.gates) == 0 {
		tops = g.unused(used, func(s Sort) bool { return s != undefined })
	}
	switch {
	case len(tops) == 1:
		return tops[0]
	case g.reported > 0: // what was reported may be what refers to them
	case len(tops) > 1:
		g.severalTops(tops)
	case len(g.gates) == 0:
		g.Report(0, source.Value, "there is no gate and no leaf here, so there is no top")
	}
	return NoName
}

func (g *Graph) unused(used []bool, wanted func(Sort) bool) []Name {
	var tops []Name
	for i, sort := range g.sorts {
		if !used[i] && wanted(sort) {
			tops = append(tops, Name(i))
		}
	}
	slices.SortFunc(tops, func(a, b Name) int { return int(int64(g.defined[a]) - int64(g.defined[b])) })
	return tops
}

func (g *Graph) severalTops(tops []Name) {
	g.Report(g.defined[tops[1]], source.Value, "there are %d tops, that nothing refers to: %s; one should be chosen", len(tops), g.list(tops, ", "))
}

// list quotes names, but not more than a reader wants to see.
func (g *Graph) list(names []Name, between string) string {
	var words []string
	for _, n := range names[:min(len(names), namesInMessage)] {
		words = append(words, g.quote(n))
	}
	if len(names) > namesInMessage {
		words = append(words, "…")
	}
	return strings.Join(words, between)
}

// walk visits definitions below names, depth first without recursion.
type walk struct {
	*Graph
	state []visit // by name
	order []Name  // visited: what a name needs comes before it
	stack []step
}

type visit uint8

const (
	unseen visit = iota
	open
	done
)

// step is a name with the range of its arguments that are still to be visited.
type step struct {
	name     Name
	next, to int32
}

func newWalk(g *Graph) *walk {
	return &walk{Graph: g, state: make([]visit, len(g.sorts)), order: make([]Name, 0, len(g.gates)+g.leaves.count)}
}

func (w *walk) from(n Name) {
	w.enter(n)
	for len(w.stack) > 0 {
		top := &w.stack[len(w.stack)-1]
		if top.next == top.to {
			w.state[top.name] = done
			w.order = append(w.order, top.name)
			w.stack = w.stack[:len(w.stack)-1]
			continue
		}
		at := top.next
		top.next++
		if a := w.arguments[at]; !a.isInner() {
			w.visit(Name(a.number()), w.places[at])
		}
	}
}

func (w *walk) visit(n Name, at Place) {
	switch {
	case w.state[n] != open:
		w.enter(n)
	case !w.Full(): // a cycle is as long as the stack: do not look for a million
		w.cycle(n, at)
	}
}

func (w *walk) enter(n Name) {
	if w.state[n] != unseen {
		return
	}
	w.state[n] = open
	s := step{name: n}
	if w.sorts[n] == GateSort && w.index[n] >= 0 {
		gate := int(w.index[n])
		s.next = int32(w.argumentsBefore(w.firstFormula(gate)))
		s.to = w.formulas[w.gates[gate].last].end
	}
	w.stack = append(w.stack, s)
}

// cycle reports a reference to a gate that is still open.
func (w *walk) cycle(n Name, at Place) {
	var path []Name
	from := len(w.stack) - 1
	for w.stack[from].name != n {
		from--
	}
	for _, s := range w.stack[from:min(len(w.stack), from+namesInMessage+1)] {
		path = append(path, s.name)
	}
	closing := " → " + w.quote(n)
	w.Report(at, source.Cycle, "gate %s needs itself: %s%s", w.quote(n), w.list(path, " → "), closing)
}

// noteUnreached notes definitions that the top does not reach.
func (g *Graph) noteUnreached(gates []Name, state []visit) {
	for _, n := range gates {
		state[n] = unseen
	}
	for n, sort := range g.sorts {
		if sort != undefined && state[n] == unseen {
			g.Note(g.defined[n], "the top does not reach %s %s", sort.word(), g.quote(Name(n)))
		}
	}
}
