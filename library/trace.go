package library

import (
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

// Trace is one entry and what it leads to: where it stands in its catalogue, what
// it is tied to in others, and what is said to help against it.
type Trace struct {
	Entry
	Parents  []Entry   `json:"parents"`  // what it is a special case of
	Children []Entry   `json:"children"` // its special cases
	Related  []Related `json:"related"`  // tactics, techniques, patterns, weaknesses
	Defences []Related `json:"defences"` // mitigations, countermeasures, controls, capabilities
}

// Related is an entry that another one leads to.
type Related struct {
	Entry
	Note string   `json:"note,omitempty"` // of a capability: what for and how well; of a countermeasure: that it is inferred
	Via  []string `json:"via"`            // the techniques that lead there; empty when the tie is direct
}

// defending are the kinds that help against others.
var defending = []Kind{Mitigation, Countermeasure, Control, Capability}

// Find returns the entry with an id such as T1530, CAPEC-94, CWE-287, D3-CP,
// TA0006, M1032 or NIST-800-53:AC-3. The catalogue of a control may be left out,
// case and the brackets of AC-2(3) do not matter.
func Find(id string) (Entry, bool) {
	if n := knowledge().byID[canonical(id)]; n != nil {
		return n.Entry, true
	}
	return Entry{}, false
}

// Follow says what is known about the entry with an id, which is found as Find
// finds it. What helps against an attack pattern, a weakness, or a technique that
// nothing is tied to, is what helps against its techniques: of the pattern, of
// the patterns that exploit the weakness, of the technique above. It takes
// O(n²) steps, n being how many entries it leads to: a few hundred at most.
func Follow(id string) (Trace, bool) {
	n := tied().byID[canonical(id)]
	if n == nil {
		return Trace{}, false
	}
	t := Trace{Entry: n.Entry, Parents: entries(n.parents), Children: entries(n.children), Related: []Related{}, Defences: []Related{}}
	for _, l := range n.links {
		if !slices.Contains(defending, l.to.Kind) {
			t.Related = append(t.Related, Related{l.to.Entry, l.note, []string{}})
		}
	}
	for _, technique := range n.techniques() {
		for _, l := range technique.links {
			t.defend(l, technique, n)
		}
	}
	byKind(t.Related, []Kind{Tactic, Technique, AttackPattern, Weakness})
	byKind(t.Defences, defending)
	return t, true
}

// techniques are those that what helps against an entry is known of.
func (n *node) techniques() []*node {
	switch n.Kind {
	case Technique:
		if !n.defended() {
			return n.parents
		}
		return []*node{n}
	case AttackPattern:
		return n.linked(Technique)
	case Weakness:
		var list []*node
		for _, p := range n.linked(AttackPattern) {
			list = append(list, p.linked(Technique)...)
		}
		slices.SortFunc(list, func(a, b *node) int { return naturally(a.ID, b.ID) })
		return slices.Compact(list)
	}
	return nil
}

func (n *node) defended() bool {
	return slices.ContainsFunc(n.links, func(l link) bool { return slices.Contains(defending, l.to.Kind) })
}

func (n *node) linked(k Kind) []*node {
	var list []*node
	for _, l := range n.links {
		if l.to.Kind == k {
			list = append(list, l.to)
		}
	}
	return list
}

// defend adds what helps against one technique, once for all techniques that lead there.
func (t *Trace) defend(l link, technique, of *node) {
	if !slices.Contains(defending, l.to.Kind) {
		return
	}
	same := func(r Related) bool { return r.ID == l.to.ID && r.Catalogue == l.to.Catalogue && r.Note == l.note }
	at := slices.IndexFunc(t.Defences, same)
	if at < 0 {
		at = len(t.Defences)
		t.Defences = append(t.Defences, Related{l.to.Entry, l.note, []string{}})
	}
	if technique != of {
		t.Defences[at].Via = append(t.Defences[at].Via, technique.ID)
	}
}

// byKind sorts by kind, then by id.
func byKind(list []Related, kinds []Kind) {
	slices.SortStableFunc(list, func(a, b Related) int {
		if a.Kind != b.Kind {
			return slices.Index(kinds, a.Kind) - slices.Index(kinds, b.Kind)
		}
		return naturally(a.ID, b.ID)
	})
}

func entries(nodes []*node) []Entry {
	list := make([]Entry, len(nodes))
	for i, n := range nodes {
		list[i] = n.Entry
	}
	return list
}

// Nearest returns the entry of one of the kinds, or of any when none is given,
// that was probably meant by an id that Find does not find: the technique above an
// unknown part of it, or one that is spelt nearly so. It compares the id with
// all others, which takes up to a millisecond.
func Nearest(id string, kinds ...Kind) (Entry, bool) {
	g := knowledge()
	fits := func(name string) bool { return len(kinds) == 0 || slices.Contains(kinds, g.byID[name].Kind) }
	if above, _, part := strings.Cut(canonical(id), "."); part && g.byID[above] != nil && fits(above) {
		return g.byID[above].Entry, true
	}
	var known []string
	for _, name := range g.ids {
		if fits(name) {
			known = append(known, name)
		}
	}
	if n := g.byID[source.Closest(canonical(id), known)]; n != nil {
		return n.Entry, true
	}
	return Entry{}, false
}
