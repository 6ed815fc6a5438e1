// Package adtool reads attack-defence trees of ADTool, and its trees with
// sequences (SAND), from XML.
//
// # Meaning
//
// A node is refined by its children of the same side: all of them, any of them, or
// all in their order. A child that switches the role belongs to the other side; it
// counters the node, which then holds where its refinement does and no counter
// does. A leaf is an event; leaves of one side with equal labels are one event,
// wherever they stand, while counters belong to the place where they stand.
//
// Labels of refined nodes say nothing, so two of them may have the same. But a leaf
// with the label of exactly one refined node of its side is that node, with what
// counters it; with the labels of several it is refused.
//
// The root says whose tree it is: the attacker's, unless it switches the role.
// Leaves of the attacker's side are actions, those of the other side defences. The
// top of what is read is always the attacker's success: in a tree of the defender,
// that the root does not hold; a note says so.
//
// # Numbers
//
// Of each leaf the values of the domains MinCost, ProbSucc, MinTimeSeq, MinTimePar
// and MinSkill are read, by the names of their classes, and other domains are noted.
// Where the leaf repeats, one value is enough; different ones are refused.
package adtool

import (
	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/convert/tree"
	"github.com/stormtree-dev/stormtree/convert/tree/markup"
	"github.com/stormtree-dev/stormtree/model/source"
)

// Read reads a file. The cost is linear in the text.
func Read(file string, data []byte) (*tree.Document, source.Problems) {
	r := read(file, data)
	if r.broken {
		return nil, r.Problems()
	}
	return r.Resolve("")
}

// ReadGraph reads the definitions of a file, as for writing them in another format.
func ReadGraph(file string, data []byte) (*tree.Graph, source.Problems) {
	r := read(file, data)
	if problems := r.Problems(); len(problems) > 0 {
		return nil, problems
	}
	return r.Graph, nil
}

// maxDepth is how many nodes may stand inside each other: each is an element.
const maxDepth = 512

// reader reads a file into nodes first: what a label means depends on all of them.
type reader struct {
	*tree.Graph
	x       *markup.Scanner
	base    tree.Place
	broken  bool // by a mistake of syntax
	root    *node
	domains map[string]measure // by id
	ignored map[string]bool    // measures that are not read, noted once
}

// node is a node of the file.
type node struct {
	at       tree.Place
	label    string
	side     side
	operator tree.Operator
	children []*node // of the same side
	counters []*node
	values   []value
}

// side is the attacker's, or the defender's.
type side bool

const (
	attacker side = false
	defender side = true
)

func (s side) kind() attacktree.Kind {
	if s == defender {
		return attacktree.Defence
	}
	return attacktree.Action
}

// value is a number of a leaf in a domain.
type value struct {
	at     tree.Place
	domain string
	text   string
}

func read(file string, data []byte) *reader {
	r := &reader{Graph: &tree.Graph{}, domains: map[string]measure{}, ignored: map[string]bool{}}
	base, ok := r.AddFile(file, data)
	if !ok {
		r.broken = true
		return r
	}
	r.base, r.x = base, &markup.Scanner{Data: data, MaxDepth: maxDepth}
	r.document()
	if err := r.x.Err; err != nil {
		r.broken = true
		r.Report(base+tree.Place(err.At), err.Kind, "%s", err.Message)
	}
	if !r.broken && r.root != nil {
		r.define()
	}
	return r
}

func (r *reader) place() tree.Place { return r.base + tree.Place(r.x.At) }

func (r *reader) document() {
	if r.x.Next() != markup.Start {
		return
	}
	root, at := string(r.x.Name), r.place()
	if root != "adtree" && root != "sandtree" {
		r.broken = true
		r.Report(at, source.Value, "the root element is <%s>; it should be <adtree>", source.Printable(root))
		return
	}
	r.children(root, r.topElement, []string{"node", "domain"})
	for !r.broken && r.x.Next() != markup.Done {
	}
	if r.root == nil && r.x.Err == nil && r.Reported() == 0 {
		r.Report(at, source.Value, "the tree has no node")
	}
}

func (r *reader) topElement(name string) bool {
	switch name {
	case "node":
		at := r.place()
		n := r.node(false)
		if r.root != nil {
			r.Report(at, source.Value, "a tree has one node at the top")
			return true
		}
		r.root = n
	case "domain":
		r.domain()
	case "termination", "options", "format", "layout":
		r.x.Skip()
	default:
		return false
	}
	return true
}

// children reads the elements inside of the one that just began; each reads one to
// its end, or returns false for one that it does not know.
func (r *reader) children(of string, each func(name string) bool, known []string) {
	for !r.Full() {
		switch r.x.Next() {
		case markup.Start:
			name, at := string(r.x.Name), r.place()
			if !each(name) {
				r.Report(at, source.UnknownKey, "<%s> is not read in <%s>%s", source.Printable(name), of, meant(name, known))
				r.x.Skip()
			}
		case markup.Text:
			r.Report(r.place(), source.Syntax, "no text is expected in <%s>", of)
		default:
			return
		}
	}
	r.broken = true
}

func meant(word string, words []string) string {
	if closest := source.Closest(word, words); closest != "" {
		return "; did you mean <" + closest + ">?"
	}
	return ""
}

// node reads a node and what is inside, as deep as markup lets it.
func (r *reader) node(outer side) *node {
	n := &node{at: r.place(), side: outer}
	if r.switches() {
		n.side = !outer
	}
	n.operator = r.refinement()
	r.children("node", func(name string) bool {
		switch name {
		case "label":
			n.label = r.x.Content()
		case "comment":
			r.x.Skip()
		case "parameter":
			r.parameter(n)
		case "node":
			n.add(r.node(n.side))
		default:
			return false
		}
		return true
	}, []string{"label", "parameter", "node", "comment"})
	if n.label == "" && r.x.Err == nil && !r.Full() {
		r.Report(n.at, source.Value, "a node has no label")
		n.label = "unnamed"
	}
	return n
}

func (n *node) add(child *node) {
	if child.side == n.side {
		n.children = append(n.children, child)
	} else {
		n.counters = append(n.counters, child)
	}
}

func (r *reader) switches() bool {
	value, at, ok := r.x.Attribute("switchRole")
	switch {
	case !ok, string(value) == "no", string(value) == "false":
		return false
	case string(value) != "yes" && string(value) != "true":
		r.Report(r.base+tree.Place(at), source.Value, "switchRole %s should be yes or no", source.Quote(string(value)))
	}
	return true
}

func (r *reader) refinement() tree.Operator {
	value, at, ok := r.x.Attribute("refinement")
	switch string(value) {
	case "conjunctive":
		return tree.All
	case "sequential":
		return tree.Sequence
	case "disjunctive":
		return tree.Any
	}
	if ok {
		words := []string{"conjunctive", "disjunctive", "sequential"}
		r.Report(r.base+tree.Place(at), source.Value, "refinement %s should be conjunctive, disjunctive or sequential%s",
			source.Quote(string(value)), meant(string(value), words))
	}
	return tree.Any // as ADTool does
}
