package attacktree

// shape is what a tree's structure alone tells, found in a few linear passes.
type shape struct {
	parents  []int32 // edges from above, by node
	reached  []bool  // from the root, by node
	alone    []bool  // by node: nothing below it has a second parent
	actions  int     // reached ones
	luck     int     // reached ones
	sequence bool    // a reached sequence has something to order
	coherent bool    // nothing reached negates or defends
}

func (t *Tree) look() {
	n := len(t.operators)
	t.shape = shape{parents: make([]int32, n), reached: make([]bool, n), alone: make([]bool, n)}
	for _, c := range t.children {
		t.parents[c]++
	}
	for at := range t.alone {
		t.alone[at] = t.childrenAlone(Node(at))
	}
	t.reached[t.root], t.coherent = true, true
	for at := t.root; at >= 0; at-- {
		if t.reached[at] {
			t.reach(at)
		}
	}
}

func (t *Tree) childrenAlone(at Node) bool {
	for _, c := range t.of(at) {
		if t.parents[c] > 1 || !t.alone[c] {
			return false
		}
	}
	return true
}

func (t *Tree) reach(at Node) {
	children := t.of(at)
	for _, c := range children {
		t.reached[c] = true
	}
	switch {
	case t.operators[at] == isSequence && len(children) > 1:
		t.sequence = true
	case t.operators[at] >= isNot, t.isDefence(at):
		t.coherent = false
	case t.operators[at] == isLeaf && t.isAction(int(t.numbers[at])):
		t.actions++
	case t.operators[at] == isLeaf:
		t.luck++
	}
}

func (t *Tree) isDefence(at Node) bool {
	return t.operators[at] == isLeaf && t.kinds[t.numbers[at]] == Defence
}

// Coherent reports whether the root reaches no gate that negates and no defence:
// then more leaves never do less.
func (t *Tree) Coherent() bool { return t.coherent }

// isTree reports whether no reached node has two parents.
func (t *Tree) isTree() bool { return t.alone[t.root] }
