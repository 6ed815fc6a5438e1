package attacktree

// precedence is what the sequences of a tree may demand of its leaves' actions,
// whichever attack is chosen.
type precedence struct {
	known    bool     // the tree is a tree, or small enough for the rest
	before   []bitset // by leaf: the actions that some sequence puts before it; nil for trees
	repeated []bool   // by leaf: it occurs in two parts of one sequence; nil for trees
	clash    bool     // some set may need opposite orders
}

// widest is the number of leaves up to which precedence between all pairs is kept.
const widest = 1 << 12

// precede looks for orders that sequences demand. It is quadratic in the leaves,
// and nothing at all for trees, where nothing can clash.
func (t *Tree) precede() precedence {
	n := len(t.kinds)
	switch {
	case !t.sequence || t.isTree():
		return precedence{known: true}
	case n > widest || len(t.operators) > 8*widest:
		return precedence{clash: true}
	}
	p := precedence{known: true, before: newBitsets(n, n), repeated: make([]bool, n)}
	below := newBitsets(len(t.operators), n)
	for at := range below {
		if t.reached[at] {
			t.occur(below, Node(at))
			p.demand(&t.form, below, Node(at))
		}
	}
	_, acyclic := chain(p.before, make([]float64, n))
	p.clash = !acyclic
	return p
}

// occur collects the actions below a node.
func (t *Tree) occur(below []bitset, at Node) {
	if leaf := int(t.numbers[at]); t.operators[at] == isLeaf && t.isAction(leaf) {
		below[at].add(leaf)
	}
	for _, c := range t.of(at) {
		below[at].join(below[c])
	}
}

func (p *precedence) demand(f *form, below []bitset, at Node) {
	if f.operators[at] != isSequence {
		return
	}
	earlier := newBitsets(1, len(f.kinds))[0]
	for _, c := range f.of(at) {
		below[c].each(func(leaf int) {
			p.repeated[leaf] = p.repeated[leaf] || earlier.has(leaf)
			p.before[leaf].join(earlier)
			p.before[leaf].remove(leaf) // done once is done
		})
		earlier.join(below[c])
	}
}
