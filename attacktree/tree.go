package attacktree

import (
	"errors"
	"fmt"
	"slices"
)

// Node is a node of a tree under construction, numbered 0, 1, … by creation.
type Node int32

// Kind says when a leaf is drawn and whether somebody has to act for it.
type Kind uint8

// The kinds of leaf. Conditions and accidents are luck: drawn once and shared by
// all actors. Actions are drawn afresh in each attempt. Defences are not drawn:
// the defender decides about them before anybody attacks; only an Analysis knows them.
const (
	Action Kind = iota
	Condition
	Accident
	Defence
)

// operator says what a node needs of its children.
type operator uint8

const (
	isLeaf operator = iota
	isAny
	isAll
	isSequence
	isAtLeast
	isNot
	isOdd
	isConstant
)

// Builder collects the nodes of a tree; the zero value is ready. A node may be
// the child of several gates: it is one event. Leaves are numbered 0, 1, … in
// the order of their creation, apart from the numbering of nodes. Mistakes are
// kept for Tree to report.
type Builder struct {
	form
	err error
}

// form is the nodes: children always have lower numbers than their parents, so
// every pass over a DAG is a loop, and there are no cycles.
type form struct {
	operators []operator
	numbers   []int32 // of a leaf its number, of an at_least gate its k
	ends      []int32 // where a node's children end; they begin where its predecessor's end
	children  []Node
	kinds     []Kind // by leaf
	places    []Node // by leaf
}

// Leaf adds a leaf.
func (b *Builder) Leaf(k Kind) Node {
	if k > Defence {
		b.wrong("unknown kind of leaf %d", k)
	}
	n := b.add(isLeaf, len(b.kinds), nil)
	b.kinds = append(b.kinds, k)
	b.places = append(b.places, n)
	return n
}

// Any adds a gate that one child satisfies.
func (b *Builder) Any(children ...Node) Node { return b.gate(isAny, 0, children) }

// All adds a gate that needs every child.
func (b *Builder) All(children ...Node) Node { return b.gate(isAll, 0, children) }

// Sequence adds a gate that needs every child, one after the other: everything
// of a child is finished before anything of the next begins. What an earlier
// child has done already needs no second time.
func (b *Builder) Sequence(children ...Node) Node { return b.gate(isSequence, 0, children) }

// AtLeast adds a gate that needs k of its children.
func (b *Builder) AtLeast(k int, children ...Node) Node {
	if k < 1 || k > len(children) {
		b.wrong("node %d needs %d of %d children", len(b.operators), k, len(children))
	}
	return b.gate(isAtLeast, k, children)
}

// Not adds a gate that holds where its child does not. A tree with such a gate on
// the way to its root is not coherent: questions about campaigns, limits and
// attacks refuse it (ErrNotCoherent), an Analysis takes it.
func (b *Builder) Not(child Node) Node { return b.gate(isNot, 0, []Node{child}) }

// Odd adds a gate that holds where an odd number of its children do: of two, one
// of them and not the other. It is not coherent, as Not.
func (b *Builder) Odd(children ...Node) Node { return b.gate(isOdd, 0, children) }

// Constant adds a node that always holds, or never. It counts as not coherent:
// it belongs to trees of other tools, where a switch turns parts on and off.
func (b *Builder) Constant(holds bool) Node {
	if holds {
		return b.add(isConstant, 1, nil)
	}
	return b.add(isConstant, 0, nil)
}

func (b *Builder) gate(o operator, k int, children []Node) Node {
	if len(children) == 0 {
		b.wrong("node %d is a gate without children", len(b.operators))
	}
	for _, c := range children {
		if c < 0 || int(c) >= len(b.operators) {
			b.wrong("node %d has an unknown child %d", len(b.operators), c)
		}
	}
	return b.add(o, k, children)
}

func (b *Builder) wrong(format string, args ...any) {
	if b.err == nil {
		b.err = fmt.Errorf(format, args...)
	}
}

func (f *form) add(o operator, number int, children []Node) Node {
	f.operators = append(f.operators, o)
	f.numbers = append(f.numbers, int32(number))
	f.children = append(f.children, children...)
	f.ends = append(f.ends, int32(len(f.children)))
	return Node(len(f.operators) - 1)
}

// of lists the children of a node.
func (f *form) of(n Node) []Node {
	if n == 0 {
		return f.children[:f.ends[0]]
	}
	return f.children[f.ends[n-1]:f.ends[n]]
}

// needs is how many of its children a gate needs.
func (f *form) needs(n Node) int {
	switch f.operators[n] {
	case isAny:
		return 1
	case isAtLeast:
		return int(f.numbers[n])
	}
	return len(f.of(n))
}

func (f *form) isAction(leaf int) bool { return f.kinds[leaf] == Action }

func (f *form) clone() form {
	return form{
		operators: slices.Clone(f.operators),
		numbers:   slices.Clone(f.numbers),
		ends:      slices.Clone(f.ends),
		children:  slices.Clone(f.children),
		kinds:     slices.Clone(f.kinds),
		places:    slices.Clone(f.places),
	}
}

// Tree closes the construction. Several roots mean any of them. It reports the
// first mistake: a child or root that does not exist, a gate without children, a
// k out of range, no root. The builder may go on and close again.
func (b *Builder) Tree(roots ...Node) (*Tree, error) {
	if b.err != nil {
		return nil, b.err
	}
	if len(roots) == 0 {
		return nil, errors.New("a tree without roots")
	}
	for _, r := range roots {
		if r < 0 || int(r) >= len(b.operators) {
			return nil, fmt.Errorf("unknown root %d", r)
		}
	}
	t := &Tree{form: b.clone(), root: roots[0], nodes: len(b.operators)}
	if len(roots) > 1 {
		t.root = t.add(isAny, 0, roots)
	}
	t.look()
	return t, nil
}

// Tree is a finished AND/OR DAG without numbers. It never changes, so several
// goroutines may use it.
type Tree struct {
	form
	root  Node
	nodes int // of the builder: a joint root comes after them
	shape
}
