package diagram

import "slices"

// nesting says in which frame each part lies, and each frame in turn; -1 is the
// page itself. A frame comes after the one around it.
type nesting struct{ parts, frames []int }

// reading gives each part its place in an order against which few flows run and
// in which the parts of a frame stand together, at every level. Every flow of a
// picture is then emitted in this one order: no cycle of parts or of frames is
// left, and cycles are what makes Graphviz lose flows. Equal graphs give equal
// orders. Time is O(n² + flows × depth).
func (n nesting) reading(flows [][2]int) []int {
	r := reader{nesting: n, members: make([][]int, len(n.frames)+1), flows: make([][][2]int, len(n.frames)+1)}
	for f, around := range n.frames {
		r.members[around+1] = append(r.members[around+1], len(n.parts)+f)
	}
	for p, around := range n.parts {
		r.members[around+1] = append(r.members[around+1], p)
	}
	for _, f := range flows {
		r.meet(f[0], f[1])
	}
	r.place = make([]int, len(n.parts))
	r.visit(-1)
	return r.place
}

// reader orders a page frame by frame. Its units are parts and, numbered after
// them, frames; its lists by frame begin with those of the page.
type reader struct {
	nesting
	members [][]int    // units directly inside
	flows   [][][2]int // between such units
	place   []int
	next    int
}

// around is the frame in which a unit lies.
func (r *reader) around(unit int) int {
	if unit < len(r.parts) {
		return r.parts[unit]
	}
	return r.frames[unit-len(r.parts)]
}

// meet notes a flow at the innermost frame that holds both ends.
func (r *reader) meet(from, to int) {
	path := map[int]int{} // the unit below each frame around from
	for unit := from; ; unit = len(r.parts) + r.around(unit) {
		path[r.around(unit)] = unit
		if r.around(unit) < 0 {
			break
		}
	}
	for unit := to; ; unit = len(r.parts) + r.around(unit) {
		if other, shared := path[r.around(unit)]; shared {
			at := r.around(unit) + 1
			r.flows[at] = append(r.flows[at], [2]int{other, unit})
			return
		}
	}
}

func (r *reader) visit(frame int) {
	units := r.members[frame+1]
	index := map[int]int{}
	for i, unit := range units {
		index[unit] = i
	}
	var edges [][2]int
	for _, f := range r.flows[frame+1] {
		edges = append(edges, [2]int{index[f[0]], index[f[1]]})
	}
	for _, i := range downstream(len(units), edges) {
		if unit := units[i]; unit >= len(r.parts) {
			r.visit(unit - len(r.parts))
		} else {
			r.place[unit] = r.next
			r.next++
		}
	}
}

// downstream lists n nodes so that few edges run backwards: sources first, sinks
// last, and among what is left the node with the most edges going out over those
// coming in (Eades, Lin and Smyth, 1993).
func downstream(n int, edges [][2]int) []int {
	o := orderer{in: make([]int, n), out: make([]int, n), after: make([][]int, n), before: make([][]int, n), gone: make([]bool, n)}
	for _, e := range edges {
		if e[0] != e[1] {
			o.connect(e[0], e[1])
		}
	}
	var first, last []int
	for range n {
		if i, isSink := o.next(); isSink {
			last = append(last, i)
		} else {
			first = append(first, i)
		}
	}
	slices.Reverse(last)
	return append(first, last...)
}

// orderer takes nodes away one by one.
type orderer struct {
	in, out       []int // edges to nodes that are still there
	after, before [][]int
	gone          []bool
}

func (o *orderer) connect(from, to int) {
	o.out[from]++
	o.in[to]++
	o.after[from] = append(o.after[from], to)
	o.before[to] = append(o.before[to], from)
}

func (o *orderer) next() (i int, isSink bool) {
	best := -1
	for i := range o.gone {
		switch {
		case o.gone[i]:
		case o.in[i] == 0:
			o.take(i)
			return i, false
		case best < 0 || o.better(i, best):
			best = i
		}
	}
	o.take(best)
	return best, o.out[best] == 0
}

// better prefers sinks, which go last, to anything in a cycle.
func (o *orderer) better(i, best int) bool {
	if o.out[best] == 0 || o.out[i] == 0 {
		return o.out[best] != 0
	}
	return o.out[i]-o.in[i] > o.out[best]-o.in[best]
}

func (o *orderer) take(i int) {
	o.gone[i] = true
	for _, j := range o.after[i] {
		o.in[j]--
	}
	for _, j := range o.before[i] {
		o.out[j]--
	}
}
