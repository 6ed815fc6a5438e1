package topic

import (
	"fmt"
	"slices"
	"strings"
)

// unknown is a word that an equation asks for; it is never empty.
type unknown int

// part is text, or an unknown.
type part struct {
	text string
	of   unknown
	open bool // an unknown
}

// term is a word made of text and unknowns, in their order.
type term []part

// text appends text, joined with text before it.
func (t term) text(s string) term {
	switch last := len(t) - 1; {
	case s == "":
		return t
	case last >= 0 && !t[last].open:
		t = slices.Clone(t)
		t[last].text += s
		return t
	}
	return append(slices.Clip(t), part{text: s})
}

func (t term) join(u term) term {
	for _, p := range u {
		if p.open {
			t = append(slices.Clip(t), p)
		} else {
			t = t.text(p.text)
		}
	}
	return t
}

// replaced is the term with a term in the place of an unknown.
func (t term) replaced(x unknown, by term) term {
	var u term
	for _, p := range t {
		if p.open && p.of == x {
			u = u.join(by)
		} else {
			u = u.join(term{p})
		}
	}
	return u
}

func (t term) has(x unknown) bool {
	return slices.ContainsFunc(t, func(p part) bool { return p.open && p.of == x })
}

// under is the word that the term is when its unknowns are these.
func (t term) under(words []string) string {
	var b strings.Builder
	for _, p := range t {
		if p.open {
			b.WriteString(words[p.of])
		} else {
			b.WriteString(p.text)
		}
	}
	return b.String()
}

type equation struct{ left, right term }

// pair are unknowns that must differ.
type pair struct{ a, b unknown }

// outcome is whether there are words that solve equations.
type outcome uint8

const (
	refuted outcome = iota
	undecided
	found
)

// solution are words for all unknowns, also those that solving added; certain
// tells that the first ones must be such words, not any.
type solution struct {
	words   []string
	certain bool
}

// solve decides whether some words make all equations true while pairs differ.
// It eliminates one unknown after the other; where two unknowns overlap it tries
// each way in which they can. Equations with two unknowns on one side that text at the
// ends does not refute are left undecided.
func solve(equations []equation, differ []pair) (outcome, solution) {
	s := system{differ: differ, values: make([]term, unknowns)}
	for x := range s.values {
		s.values[x] = term{{of: unknown(x), open: true}}
	}
	s.equations = equations
	return s.solve()
}

type system struct {
	equations []equation
	differ    []pair
	values    []term // of each unknown, in terms of those that are left
}

func (s system) solve() (outcome, solution) {
	for len(s.equations) > 0 {
		e, possible := s.equations[0].stripped()
		s.equations = s.equations[1:]
		switch {
		case !possible:
			return refuted, solution{}
		case len(e.left) == 0:
			continue
		case alone(e.left) && e.right.has(e.left[0].of), alone(e.right) && e.left.has(e.right[0].of):
			return refuted, solution{} // longer than itself
		case alone(e.left):
			s = s.with(e.left[0].of, e.right)
		case alone(e.right):
			s = s.with(e.right[0].of, e.left)
		case overlapping(e):
			return s.overlap(e)
		default:
			return s.given()
		}
	}
	return s.differing()
}

// given is what remains when an equation is beyond us: the others may refute it.
func (s system) given() (outcome, solution) {
	if verdict, _ := s.solve(); verdict == refuted {
		return refuted, solution{}
	}
	return undecided, solution{}
}

func alone(t term) bool { return len(t) == 1 && t[0].open }

// stripped drops what both sides begin and end with; it is not possible when
// their texts disagree there, or when one side has text or unknowns and the other has nothing.
func (e equation) stripped() (equation, bool) {
	for len(e.left) > 0 && len(e.right) > 0 {
		l, r, moved, possible := stripFront(e.left, e.right)
		if !possible {
			return e, false
		}
		if e.left, e.right = l, r; !moved {
			break
		}
	}
	for len(e.left) > 0 && len(e.right) > 0 {
		l, r, moved, possible := stripBack(e.left, e.right)
		if !possible {
			return e, false
		}
		if e.left, e.right = l, r; !moved {
			break
		}
	}
	return e, (len(e.left) == 0) == (len(e.right) == 0)
}

func stripFront(a, b term) (l, r term, moved, possible bool) {
	switch x, y := a[0], b[0]; {
	case x.open && y.open && x.of == y.of:
		return a[1:], b[1:], true, true
	case x.open || y.open:
		return a, b, false, true
	case strings.HasPrefix(x.text, y.text):
		return term(nil).text(x.text[len(y.text):]).join(a[1:]), b[1:], true, true
	case strings.HasPrefix(y.text, x.text):
		return a[1:], term(nil).text(y.text[len(x.text):]).join(b[1:]), true, true
	}
	return a, b, false, false
}

func stripBack(a, b term) (l, r term, moved, possible bool) {
	n, m := len(a)-1, len(b)-1
	switch x, y := a[n], b[m]; {
	case x.open && y.open && x.of == y.of:
		return a[:n], b[:m], true, true
	case x.open || y.open:
		return a, b, false, true
	case strings.HasSuffix(x.text, y.text):
		return slices.Clone(a[:n]).text(x.text[:len(x.text)-len(y.text)]), b[:m], true, true
	case strings.HasSuffix(y.text, x.text):
		return a[:n], slices.Clone(b[:m]).text(y.text[:len(y.text)-len(x.text)]), true, true
	}
	return a, b, false, false
}

// with is the system with a term in the place of an unknown.
func (s system) with(x unknown, value term) system {
	next := system{differ: s.differ}
	for _, e := range s.equations {
		next.equations = append(next.equations, equation{e.left.replaced(x, value), e.right.replaced(x, value)})
	}
	for _, v := range s.values {
		next.values = append(next.values, v.replaced(x, value))
	}
	return next
}

// overlapping is an equation of the form text·x = y·text with two unknowns.
func overlapping(e equation) bool {
	l, r := e.left, e.right
	if len(l) != 2 || len(r) != 2 {
		return false
	}
	if l[0].open {
		l, r = r, l
	}
	return !l[0].open && l[1].open && r[0].open && !r[1].open && l[1].of != r[0].of
}

// overlap tries every way in which a·x = y·b can hold: y is a and more, x is more
// and b; or the two share a piece of a and b.
func (s system) overlap(e equation) (outcome, solution) {
	l, r := e.left, e.right
	if l[0].open {
		l, r = r, l
	}
	a, x, y, b := l[0].text, l[1].of, r[0].of, r[1].text
	worst := refuted
	for _, way := range s.ways(a, b) {
		next := way.from.with(x, way.x).with(y, way.y)
		verdict, words := next.solve()
		if verdict == found {
			return found, words
		}
		worst = max(worst, verdict)
	}
	return worst, solution{}
}

// way is one way in which two unknowns overlap.
type way struct {
	from system
	x, y term
}

func (s system) ways(a, b string) []way {
	more := s
	between := unknown(len(s.values))
	more.values = append(slices.Clip(s.values), term{{of: between, open: true}})
	w := part{of: between, open: true}
	list := []way{
		{more, term{w}.text(b), term(nil).text(a).join(term{w})},
		{s, term(nil).text(b), term(nil).text(a)},
	}
	for i := 1; i < min(len(a), len(b)); i++ { // a ends with what b begins with
		if z := b[:i]; strings.HasSuffix(a, z) {
			list = append(list, way{s, term(nil).text(b[i:]), term(nil).text(a[:len(a)-i])})
		}
	}
	return list
}

// differing gives the unknowns that are left words of their own. Pairs differ for
// some words unless they are the same term.
func (s system) differing() (outcome, solution) {
	for _, p := range s.differ {
		if slices.Equal(s.values[p.a], s.values[p.b]) {
			return refuted, solution{}
		}
	}
	result := solution{}
	for length := 1; ; length++ { // words that are long enough differ from all text around them
		if result = s.named(length); !slices.ContainsFunc(s.differ, func(p pair) bool { return result.words[p.a] == result.words[p.b] }) {
			return found, result
		}
	}
}

// named is the solution in which the unknowns that are left have certain words.
func (s system) named(length int) solution {
	words := make([]string, len(s.values))
	for x := range words {
		words[x] = fmt.Sprint([]string{"device-", "tenant-"}[x%2], 1+x/2) + strings.Repeat("x", length)[1:]
	}
	result := solution{words: make([]string, len(s.values))}
	for x, v := range s.values {
		result.words[x] = v.under(words)
	}
	result.certain = s.chance()
	return result
}

// chance tells whether names happen to be alike: an id holds some text of a
// template, or a device is named like a tenant.
func (s system) chance() bool {
	for x, v := range s.values[:unknowns] {
		for _, p := range v {
			if !p.open || s.values[(x+1)%2].has(p.of) || s.values[2+(x+1)%2].has(p.of) {
				return true
			}
		}
	}
	return false
}
