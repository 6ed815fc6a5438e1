package attacktree

import (
	"cmp"
	"container/heap"
	"math"
	"slices"
)

// ranking lists the sets of a family by ascending weight, a sum over their
// leaves, without making all of them: each node lists its own on demand from
// those of its children (L. Huang, D. Chiang, Better k-best parsing, 2005). The
// best set of every node is known from one pass. Equal weights come in a fixed order.
type ranking struct {
	*family
	weight []weight  // by leaf, not negative
	best   []weight  // by node
	lists  []*ranked // by node, nil until more than the best is asked for
	open   []nth     // asked for and not yet found, each for the sake of the one before
}

// nth is the k-th set of a node, counting from 0.
type nth struct{ node, k int32 }

// ranked is the sets of one node found so far.
type ranked struct {
	found    []pair
	followed int      // of the found ones: their successors are proposed
	waiting  []pair   // proposed, of unknown weight
	next     frontier // proposed, of known weight
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

func (f *family) rank(weights []weight) *ranking {
	r := &ranking{family: f, weight: weights, best: make([]weight, len(f.nodes)), lists: make([]*ranked, len(f.nodes))}
	for at := 2; at < len(f.nodes); at++ {
		switch n := f.nodes[at]; n.op {
		case oneLeaf:
			r.best[at] = weights[n.a]
		case eitherSet:
			r.best[at] = r.best[r.better(n)]
		default:
			r.best[at] = r.best[n.a].add(r.best[n.b])
		}
	}
	return r
}

// better is the half of a union that has the best set.
func (r *ranking) better(n familyNode) int32 {
	if slices.Compare(r.best[n.a][:], r.best[n.b][:]) < 0 {
		return n.a
	}
	return n.b
}

// get finds the k-th best set of a node, those before it being found. It is false
// when there is none.
func (r *ranking) get(node, k int32) bool {
	r.open = append(r.open[:0], nth{node, k})
	for len(r.open) > 0 {
		top := r.open[len(r.open)-1]
		if _, _, known := r.look(top); known {
			r.open = r.open[:len(r.open)-1]
		} else {
			r.advance(top.node)
		}
	}
	_, there, _ := r.look(nth{node, k})
	return there
}

// look is what is known of a set: its weight, and whether there is one.
func (r *ranking) look(p nth) (w weight, there, known bool) {
	switch n := r.nodes[p.node]; {
	case n.op == noSet:
		return weight{}, false, true
	case p.k == 0:
		return r.best[p.node], true, true
	case n.op <= oneLeaf:
		return weight{}, false, true
	}
	l := r.lists[p.node]
	switch {
	case l == nil:
		return weight{}, false, false
	case int(p.k) < len(l.found):
		return l.found[p.k].weight, true, true
	}
	return weight{}, false, len(l.waiting) == 0 && len(l.next) == 0 && l.followed == len(l.found)
}

// advance brings a node's list one step on: a proposal weighed, or asked for below,
// or the best of the proposals found.
func (r *ranking) advance(node int32) {
	l := r.lists[node]
	if l == nil {
		l = &ranked{waiting: r.first(node)}
		r.lists[node] = l
	}
	if len(l.waiting) == 0 && l.followed < len(l.found) {
		l.waiting = successors(l.found[l.followed])
		l.followed++
	}
	if last := len(l.waiting) - 1; last >= 0 {
		if r.weigh(node, &l.waiting[last]) {
			if p := l.waiting[last]; p.i != gone {
				heap.Push(&l.next, p)
			}
			l.waiting = l.waiting[:last]
		}
		return
	}
	if len(l.next) > 0 {
		l.found = append(l.found, heap.Pop(&l.next).(pair))
	}
}

// gone is the place of a proposal that there is no set for.
const gone = math.MaxInt32

func (r *ranking) first(node int32) []pair {
	if r.nodes[node].op == eitherSet {
		return []pair{{i: 0, j: -1}, {i: -1, j: 0}}
	}
	return []pair{{}}
}

// successors are what may come after a set.
func successors(p pair) []pair {
	switch {
	case p.j < 0:
		return []pair{{i: p.i + 1, j: -1}}
	case p.i < 0:
		return []pair{{i: -1, j: p.j + 1}}
	case p.i == 0:
		return []pair{{i: 1, j: p.j}, {i: 0, j: p.j + 1}}
	}
	return []pair{{i: p.i + 1, j: p.j}} // (i, j+1) comes after (i-1, j+1)
}

// weigh finds the weight of a proposal, or asks for the parts that it needs.
func (r *ranking) weigh(node int32, p *pair) (done bool) {
	n := r.nodes[node]
	p.weight = weight{}
	for _, part := range [2]nth{{n.a, p.i}, {n.b, p.j}} {
		if part.k < 0 {
			continue
		}
		w, there, known := r.look(part)
		switch {
		case !known:
			r.open = append(r.open, part)
			return false
		case !there:
			p.i = gone
			return true
		}
		p.weight = p.weight.add(w)
	}
	return true
}

// set lists the leaves of the k-th set of a node, which get has found.
func (r *ranking) set(node, k int32) []int {
	var leaves []int
	for stack := []nth{{node, k}}; len(stack) > 0; {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		switch n := r.nodes[at.node]; {
		case n.op == oneLeaf:
			leaves = append(leaves, int(n.a))
		case n.op == emptySet:
		case at.k == 0 && n.op == eitherSet:
			stack = append(stack, nth{r.better(n), 0})
		case at.k == 0:
			stack = append(stack, nth{n.a, 0}, nth{n.b, 0})
		default:
			p := r.lists[at.node].found[at.k]
			for _, part := range [2]nth{{n.a, p.i}, {n.b, p.j}} {
				if part.k >= 0 {
					stack = append(stack, part)
				}
			}
		}
	}
	slices.Sort(leaves)
	return leaves
}
