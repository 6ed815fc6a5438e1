package tree

import (
	"github.com/stormtree-dev/stormtree/attacktree"
)

// building turns definitions into a tree, those that others need first.
type building struct {
	*Graph
	attacktree.Builder
	nodes    []attacktree.Node // by name
	numbers  []int32           // in the tree plus one, by leaf of the graph
	formulas []attacktree.Node // of the current gate, by formula
	children []attacktree.Node // of the current formula
	document Document
	texts    string // all names
}

// build makes the document of checked definitions.
func (g *Graph) build(root Name, order []Name) *Document {
	b := building{Graph: g, nodes: make([]attacktree.Node, len(g.sorts)), numbers: make([]int32, g.leaves.count), texts: string(g.names.text)}
	b.document = Document{Title: g.Title, Top: g.Text(root), Notes: g.allNotes()}
	b.document.Leaves = make([]Leaf, 0, g.countLeaves(order))
	for _, n := range order {
		b.nodes[n] = b.node(n)
	}
	t, err := b.Builder.Tree(b.nodes[root])
	if err != nil {
		panic("tree: checked definitions make no tree: " + err.Error())
	}
	b.document.Tree = t
	b.placeLeaves()
	document := b.document // alone: it should not keep the graph
	return &document
}

func (g *Graph) countLeaves(order []Name) int {
	n := 0
	for _, name := range order {
		if g.sorts[name] == LeafSort {
			n++
		}
	}
	return n
}

func (b *building) node(n Name) attacktree.Node {
	switch b.sorts[n] {
	case LeafSort:
		return b.leaf(n)
	case ConstantSort:
		return b.Builder.Constant(b.index[n] == 1)
	}
	b.document.Gates++
	return b.gate(int(b.index[n]))
}

func (b *building) leaf(n Name) attacktree.Node {
	l := b.leaves.at(int(b.index[n]))
	leaf := Leaf{ID: b.texts[b.names.begin(n):b.names.ends[n]], Kind: l.kind, Given: l.given, Leaf: l.Leaf}
	if l.title > 0 {
		leaf.Title = b.titles[l.title-1]
	}
	if l.derived {
		leaf.Given |= Probability
	}
	if l.doubt > 0 {
		law, _ := b.doubts[l.doubt-1].Law() // was checked
		leaf.Uncertain = &law
	}
	b.document.Leaves = append(b.document.Leaves, leaf)
	b.numbers[b.index[n]] = int32(len(b.document.Leaves))
	return b.Builder.Leaf(l.kind)
}

// placeLeaves finds the positions in the order of the text: one pass over it.
func (b *building) placeLeaves() {
	for i, number := range b.numbers {
		if number > 0 {
			b.document.Leaves[number-1].Pos = b.files.at(b.defined[b.leaves.at(i).name])
		}
	}
}

// gate makes the nodes of a definition and returns the last of them.
func (b *building) gate(gate int) attacktree.Node {
	first := b.firstFormula(gate)
	b.formulas = b.formulas[:0]
	for i := first; i <= int(b.gates[gate].last); i++ {
		b.children = b.children[:0]
		for _, a := range b.arguments[b.argumentsBefore(i):b.Graph.formulas[i].end] {
			b.children = append(b.children, b.child(a, first))
		}
		b.formulas = append(b.formulas, b.formula(b.Graph.formulas[i], b.children))
	}
	return b.formulas[len(b.formulas)-1]
}

func (b *building) child(a argument, first int) attacktree.Node {
	if a.isInner() {
		return b.formulas[int(a.number())-first]
	}
	return b.nodes[a.number()]
}

// formula makes a node; a gate that one argument decides is that argument.
func (b *building) formula(f formula, children []attacktree.Node) attacktree.Node {
	switch f.operator {
	case Not:
		return b.Builder.Not(children[0])
	case NotAny:
		return b.Builder.Not(b.positive(Any, 0, children))
	case NotAll:
		return b.Builder.Not(b.positive(All, 0, children))
	case Between:
		return b.between(int(f.k), int(f.most), children)
	}
	return b.positive(f.operator, int(f.k), children)
}

func (b *building) positive(o Operator, k int, children []attacktree.Node) attacktree.Node {
	if len(children) == 1 {
		return children[0]
	}
	switch o {
	case All:
		return b.Builder.All(children...)
	case Sequence:
		return b.Builder.Sequence(children...)
	case AtLeast:
		return b.Builder.AtLeast(k, children...)
	case Odd:
		return b.Builder.Odd(children...)
	}
	return b.Builder.Any(children...)
}

// between needs k of the children but no more than most.
func (b *building) between(k, most int, children []attacktree.Node) attacktree.Node {
	switch {
	case k == 0 && most == len(children):
		return b.Builder.Constant(true)
	case most == len(children):
		return b.positive(AtLeast, k, children)
	}
	few := b.Builder.Not(b.positive(AtLeast, most+1, children))
	if k == 0 {
		return few
	}
	return b.Builder.All(b.positive(AtLeast, k, children), few)
}
