package attacktree

import (
	"cmp"
	"container/heap"
	"slices"
)

// ranking lists the sets of a family by ascending weight, a sum over their
// leaves, without making all of them: each node lists its own on demand from
// those of its children (L. Huang, D. Chiang, Better k-best parsing, 2005).
// Equal weights come in a fixed order.
type ranking struct {
	*family
	weight []weight  // by leaf, not negative
	lists  []*ranked // by node, nil until it is asked
}

// ranked is the sets of one node found so far.
type ranked struct {
	found    []pair
	followed int // of the found ones
	next     frontier
}

// pair is a set as the i-th and the j-th set of the children; of unions i or j is -1.
type pair struct {
	weight weight
	i, j   int32
}

// weight is what sets are ranked by: the first number decides, then the second, then the third.
type weight [3]float64

func (w weight) add(v weight) weight {
	return weight{w[0] + v[0], w[1] + v[1], w[2] + v[2]}
}

type frontier []pair

func (f frontier) Len() int           { return len(f) }
func (f frontier) Less(x, y int) bool { return compare(f[x], f[y]) < 0 }
func (f frontier) Swap(x, y int)      { f[x], f[y] = f[y], f[x] }
func (f *frontier) Push(p any)        { *f = append(*f, p.(pair)) }
func (f *frontier) Pop() any {
	last := (*f)[len(*f)-1]
	*f = (*f)[:len(*f)-1]
	return last
}

func compare(x, y pair) int {
	return cmp.Or(slices.Compare(x.weight[:], y.weight[:]), cmp.Compare(x.i, y.i), cmp.Compare(x.j, y.j))
}

func (f *family) rank(weight []weight) *ranking {
	return &ranking{family: f, weight: weight, lists: make([]*ranked, len(f.nodes))}
}

// get is the weight of the k-th best set of a node, counting from 0; ok is false
// when there is none.
func (r *ranking) get(node, k int32) (w weight, ok bool) {
	switch n := r.nodes[node]; n.op {
	case noSet:
		return weight{}, false
	case emptySet:
		return weight{}, k == 0
	case oneLeaf:
		return r.weight[n.a], k == 0
	}
	l := r.lists[node]
	if l == nil {
		l = r.open(node)
	}
	for int32(len(l.found)) <= k {
		r.continueAfter(node, l)
		if len(l.next) == 0 {
			return weight{}, false
		}
		l.found = append(l.found, heap.Pop(&l.next).(pair))
	}
	return l.found[k].weight, true
}

// open begins a node's list.
func (r *ranking) open(node int32) *ranked {
	l := &ranked{}
	r.lists[node] = l
	if r.nodes[node].op == eitherSet {
		r.propose(node, l, 0, -1)
		r.propose(node, l, -1, 0)
		return l
	}
	r.propose(node, l, 0, 0)
	return l
}

// continueAfter proposes what may come after the set that was found last. It waits
// until somebody asks: else each node of a deep tree would want one set more than
// the node above it.
func (r *ranking) continueAfter(node int32, l *ranked) {
	if len(l.found) == l.followed {
		return
	}
	l.followed = len(l.found)
	p := l.found[l.followed-1]
	switch {
	case p.j < 0:
		r.propose(node, l, p.i+1, -1)
	case p.i < 0:
		r.propose(node, l, -1, p.j+1)
	default:
		r.propose(node, l, p.i+1, p.j)
		if p.i == 0 { // else (i, j+1) comes after (i-1, j+1)
			r.propose(node, l, 0, p.j+1)
		}
	}
}

func (r *ranking) propose(node int32, l *ranked, i, j int32) {
	n := r.nodes[node]
	first, ok := r.part(n.a, i)
	second, also := r.part(n.b, j)
	if ok && also {
		heap.Push(&l.next, pair{first.add(second), i, j})
	}
}

// part is the weight of a child's set, nothing where no set of it is taken.
func (r *ranking) part(child, k int32) (w weight, ok bool) {
	if k < 0 {
		return weight{}, true
	}
	return r.get(child, k)
}

// set lists the leaves of the k-th set of a node, which get has found.
func (r *ranking) set(node, k int32) []int {
	var leaves []int
	type part struct{ node, k int32 }
	for stack := []part{{node, k}}; len(stack) > 0; {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		switch n := r.nodes[at.node]; n.op {
		case oneLeaf:
			leaves = append(leaves, int(n.a))
		case eitherSet, bothSets:
			p := r.lists[at.node].found[at.k]
			if p.i >= 0 {
				stack = append(stack, part{n.a, p.i})
			}
			if p.j >= 0 {
				stack = append(stack, part{n.b, p.j})
			}
		}
	}
	slices.Sort(leaves)
	return leaves
}
