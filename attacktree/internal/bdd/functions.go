package bdd

import (
	"cmp"
	"slices"
)

// Functions is a table of Boolean functions over the variables 0, 1, … in this
// order. It is for one goroutine.
type Functions struct{ store }

// The operations of two operands; no Ref is that high.
const (
	opAnd uint32 = 1<<32 - 1 - iota
	opOr
	opOdd
	opWithout
	opBeyond
	opJoin
)

// NewFunctions makes an empty table that will not hold more than limit nodes.
// It starts small and grows.
func NewFunctions(limit int) *Functions { return &Functions{newStore(limit)} }

// Choose is the function that is hi where the variable holds and lo elsewhere.
// Both must lie below the level.
func (t *Functions) Choose(level uint32, lo, hi Ref) Ref {
	switch {
	case lo == hi:
		return lo
	case hi == False || hi.Negated():
		return t.intern(level, lo.Not(), hi.Not()).Not()
	}
	return t.intern(level, lo, hi)
}

// Var is the function that follows one variable.
func (t *Functions) Var(level uint32) Ref { return t.Choose(level, False, True) }

// split returns both halves of a function at a level not below its own.
func (t *Functions) split(f Ref, level uint32) (lo, hi Ref) {
	if n := &t.nodes[f.Index()]; n.level == level {
		return n.lo.under(f), n.hi.under(f)
	}
	return f, f
}

// level is that of a function's first variable, Bottom for constants.
func (t *Functions) level(f Ref) uint32 { return t.nodes[f.Index()].level }

// And is the conjunction, in time proportional to the product of both sizes at most.
func (t *Functions) And(f, g Ref) Ref {
	switch {
	case f == g || g == True:
		return f
	case f == True:
		return g
	case f == False || g == False || f == g.Not():
		return False
	case f.Negated() && g.Negated():
		return t.both(opOr, f.Not(), g.Not()).Not()
	}
	return t.both(opAnd, f, g)
}

// Or is the disjunction, in time proportional to the product of both sizes at most.
func (t *Functions) Or(f, g Ref) Ref {
	switch {
	case f == g || g == False:
		return f
	case f == False:
		return g
	case f == True || g == True || f == g.Not():
		return True
	case f.Negated() && g.Negated():
		return t.both(opAnd, f.Not(), g.Not()).Not()
	}
	return t.both(opOr, f, g)
}

// Odd is the exclusive or, in time proportional to the product of both sizes at most.
func (t *Functions) Odd(f, g Ref) Ref {
	switch {
	case f == False:
		return g
	case f == True:
		return g.Not()
	case g <= True:
		return t.Odd(g, f)
	case f == g:
		return False
	case f == g.Not():
		return True
	}
	odd := t.both(opOdd, f.Index(), g.Index())
	if f.Negated() != g.Negated() {
		return odd.Not()
	}
	return odd
}

// Either is g where f holds, else h.
func (t *Functions) Either(f, g, h Ref) Ref {
	if f.Negated() {
		f, g, h = f.Not(), h, g
	}
	switch {
	case f == True || g == h:
		return g
	case f == False:
		return h
	case g <= True || g == f || g == f.Not():
		if g == True || g == f {
			return t.Or(f, h)
		}
		return t.And(f.Not(), h)
	case h <= True || h == f || h == f.Not():
		if h == False || h == f {
			return t.And(f, g)
		}
		return t.Or(f.Not(), g)
	}
	return t.either(f, g, h)
}

func (t *Functions) either(f, g, h Ref) Ref {
	if r, ok := t.recall(uint32(h), f, g); ok || !t.step() {
		return r
	}
	level := min(t.level(f), t.level(g), t.level(h))
	f0, f1 := t.split(f, level)
	g0, g1 := t.split(g, level)
	h0, h1 := t.split(h, level)
	lo, hi := t.Either(f0, g0, h0), t.Either(f1, g1, h1)
	r := t.Choose(level, lo, hi)
	if t.err == nil {
		t.remember(uint32(h), f, g, r)
	}
	return r
}

// both applies a commutative operation to the halves of two functions.
func (t *Functions) both(op uint32, f, g Ref) Ref {
	if f > g {
		f, g = g, f
	}
	if r, ok := t.recall(op, f, g); ok {
		return r
	}
	if !t.step() {
		return False
	}
	level := min(t.level(f), t.level(g))
	f0, f1 := t.split(f, level)
	g0, g1 := t.split(g, level)
	lo, hi := t.apply(op, f0, g0), t.apply(op, f1, g1)
	r := t.Choose(level, lo, hi)
	if t.err == nil {
		t.remember(op, f, g, r)
	}
	return r
}

func (t *Functions) apply(op uint32, f, g Ref) Ref {
	switch op {
	case opAnd:
		return t.And(f, g)
	case opOr:
		return t.Or(f, g)
	}
	return t.Odd(f, g)
}

// AtLeast is the function that holds where k of the given ones do. It keeps a
// table of the k+1 thresholds instead of the combinations.
func (t *Functions) AtLeast(k int, functions []Ref) Ref {
	reached := make([]Ref, k+1) // by the number still needed
	reached[0] = True
	for _, f := range t.deepestFirst(functions) {
		for j := k; j > 0 && t.err == nil; j-- {
			reached[j] = t.Either(f, reached[j-1], reached[j])
		}
	}
	return reached[k]
}

// All is the conjunction of many functions, the deepest first: what is already
// done then lies below what comes.
func (t *Functions) All(functions []Ref) Ref {
	all := True
	for _, f := range t.deepestFirst(functions) {
		all = t.And(f, all)
	}
	return all
}

// Any is the disjunction of many functions, the deepest first.
func (t *Functions) Any(functions []Ref) Ref {
	some := False
	for _, f := range t.deepestFirst(functions) {
		some = t.Or(f, some)
	}
	return some
}

// DeepestFirst sorts functions by their first variable, the deepest first.
func (t *Functions) DeepestFirst(functions []Ref) {
	slices.SortStableFunc(functions, func(a, b Ref) int {
		return cmp.Compare(t.level(b), t.level(a))
	})
}

func (t *Functions) deepestFirst(functions []Ref) []Ref {
	sorted := slices.Clone(functions)
	t.DeepestFirst(sorted)
	return sorted
}

// Drop is the function with some variables, by level, held at false. It is linear.
func (t *Functions) Drop(f Ref, gone []bool) Ref {
	image := make([]Ref, f+2)
	image[True] = True
	for _, r := range t.Below(f) {
		n := t.nodes[r]
		if gone[n.level] {
			image[r] = image[n.lo]
		} else {
			image[r] = t.Choose(n.level, image[n.lo], image[n.hi])
		}
	}
	return image[f]
}

// Rise is the least function that includes f without g and never falls when one
// of the given variables, by level, rises. f itself must never fall. It takes a
// union per pair of nodes of f and g.
func (t *Functions) Rise(f, g Ref, rising []bool) Ref {
	r := riser{t, rising, map[[2]Ref]Ref{}}
	return r.rise(f, g)
}

type riser struct {
	*Functions
	rising []bool
	known  map[[2]Ref]Ref
}

func (t riser) rise(f, g Ref) Ref {
	switch {
	case f == False || g == True:
		return False
	case g == False:
		return f
	}
	if is, ok := t.known[[2]Ref{f, g}]; ok || !t.step() {
		return is
	}
	level := min(t.nodes[f].level, t.nodes[g].level)
	f0, f1 := t.split(f, level)
	g0, g1 := t.split(g, level)
	lo, hi := t.rise(f0, g0), t.rise(f1, g1)
	if t.rising[level] {
		hi = t.Or(hi, lo)
	}
	is := t.Choose(level, lo, hi)
	t.known[[2]Ref{f, g}] = is
	return is
}

// Chance is the probability that a function holds when its variables are
// independent, each with its chance by level. It is linear in the diagram.
func (t *Functions) Chance(f Ref, p []float64) float64 {
	return t.Chances(p, f)[f]
}

// Chances gives the probability of every node below the roots, by Ref.
func (t *Functions) Chances(p []float64, roots ...Ref) []float64 {
	highest := True
	for _, r := range roots {
		highest = max(highest, r)
	}
	chance := make([]float64, highest+1)
	chance[True] = 1
	for _, r := range t.Below(roots...) {
		n := &t.nodes[r]
		chance[r] = p[n.level]*chance[n.hi] + (1-p[n.level])*chance[n.lo]
	}
	return chance
}
