package bdd

// These build families of minimal sets from the leaves up, without a function,
// and leave out every set that is too large. What is left out never includes, and
// so never hides, a set that is small enough.

// Largest is the largest limit of a set's size that the operations know; higher
// limits count as this one.
const Largest = 1 << 12

// The operations with a size limit count down from here.
const opSized uint32 = opJoin - 2*Largest - 2

// Element is the family of the set of one element.
func (t *Families) Element(element uint32) Ref { return t.With(element, Empty, Unit) }

// Join is the family of the least sets of two families.
func (t *Families) Join(f, g Ref) Ref {
	switch {
	case f == g || g == Empty:
		return f
	case f == Empty:
		return g
	case f == Unit || g == Unit:
		return Unit
	}
	if f > g {
		f, g = g, f
	}
	if r, ok := t.recall(opJoin, f, g); ok || !t.step() {
		return r
	}
	level := min(t.nodes[f].level, t.nodes[g].level)
	f0, f1 := t.halves(f, level)
	g0, g1 := t.halves(g, level)
	lo := t.Join(f0, g0)
	r := t.With(level, lo, t.beyond(t.Join(f1, g1), lo))
	if t.err == nil {
		t.remember(opJoin, f, g, r)
	}
	return r
}

// halves splits a family into the sets without and with an element.
func (t *Families) halves(f Ref, level uint32) (without, with Ref) {
	if n := &t.nodes[f]; n.level == level {
		return n.lo, n.hi
	}
	return f, Empty
}

// Weigh says what each element counts for in sizes, by level, at least 1 each.
// Before it is called each counts 1; afterwards no result from before is known.
func (t *Families) Weigh(weight []int) {
	t.weight = weight
	clear(t.cache)
}

func (t *Families) weighs(level uint32) int {
	if t.weight == nil {
		return 1
	}
	return t.weight[level]
}

// Product is the family of the least unions of a set of one family and a set of
// another, of at most the given size each.
func (t *Families) Product(f, g Ref, size int) Ref {
	switch {
	case f == Empty || g == Empty || size < 0:
		return Empty
	case f == Unit:
		return t.Cut(g, size)
	case g == Unit || f == g:
		return t.Cut(f, size)
	case size == 0:
		return Empty // neither has the empty set, else it would be Unit
	}
	size = min(size, Largest)
	if f > g {
		f, g = g, f
	}
	op := opSized + uint32(2*size)
	if r, ok := t.recall(op, f, g); ok || !t.step() {
		return r
	}
	level := min(t.nodes[f].level, t.nodes[g].level)
	f0, f1 := t.halves(f, level)
	g0, g1 := t.halves(g, level)
	lo, rest := t.Product(f0, g0, size), size-t.weighs(level)
	hi := t.Join(t.Product(f1, t.Join(g0, g1), rest), t.Product(f0, g1, rest))
	r := t.With(level, lo, t.beyond(hi, lo))
	if t.err == nil {
		t.remember(op, f, g, r)
	}
	return r
}

// Cut leaves the sets of at most the given size.
func (t *Families) Cut(f Ref, size int) Ref {
	switch {
	case size < 0:
		return Empty
	case f <= Unit:
		return f
	}
	size = min(size, Largest)
	op := opSized + uint32(2*size) + 1
	if r, ok := t.recall(op, f, f); ok || !t.step() {
		return r
	}
	n := t.nodes[f]
	r := t.With(n.level, t.Cut(n.lo, size), t.Cut(n.hi, size-t.weighs(n.level)))
	if t.err == nil {
		t.remember(op, f, f, r)
	}
	return r
}
