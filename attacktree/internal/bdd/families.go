package bdd

import "math/big"

// Families is a table of families of sets over the elements 0, 1, … It is for
// one goroutine.
type Families struct {
	store
	weight []int // see Weigh
}

// NewFamilies makes an empty table that will not hold more than limit nodes.
func NewFamilies(limit int) *Families { return &Families{store: newStore(limit)} }

// With joins the sets of lo and those of hi, each of these with the element
// added. Both must lie below the element.
func (t *Families) With(element uint32, lo, hi Ref) Ref {
	if hi == Empty {
		return lo
	}
	return t.intern(element, lo, hi)
}

// Minimal is the family of the minimal solutions of a function that never falls
// when a variable rises (A. Rauzy, New algorithms for fault trees analysis, 1993).
func (t *Families) Minimal(functions *Functions, f Ref) Ref {
	minimal := make([]Ref, f+2)
	minimal[True] = Unit
	for _, r := range functions.Below(f) {
		level, lo, hi := functions.Node(r)
		minimal[r] = t.With(level, minimal[lo], t.without(functions, minimal[hi], lo))
		if t.err != nil {
			return Empty
		}
	}
	return minimal[f]
}

// Least is the family of the least points of any function: the sets of variables
// that it holds at while it holds at none of their subsets. For a rising function
// that is Minimal, which is faster.
func (t *Families) Least(functions *Functions, f Ref) Ref {
	atNone := functions.atNone(f)
	wanted := functions.signed(f, atNone)
	least := make([]Ref, len(wanted))
	least[signedPlace(True)] = Unit
	for place, is := range wanted {
		if !is || place < 2*int(True)+2 {
			continue
		}
		if atNone[place/2] != (place%2 == 1) {
			least[place] = Unit
			continue
		}
		r := Ref(place / 2)
		if place%2 == 1 {
			r = r.Not()
		}
		level, lo, hi := functions.Node(r)
		low := least[signedPlace(lo)]
		least[place] = t.With(level, low, t.beyond(least[signedPlace(hi)], low))
		if t.err != nil {
			return Empty
		}
	}
	return least[signedPlace(f)]
}

// signedPlace numbers functions and their negations.
func signedPlace(r Ref) int {
	if r.Negated() {
		return 2*int(r.Index()) + 1
	}
	return 2 * int(r)
}

// signed marks what the least points of a function need below it, negations
// apart: nothing below what holds at no variable.
func (t *Functions) signed(f Ref, atNone []bool) []bool {
	wanted := make([]bool, 2*f.Index()+4)
	wanted[signedPlace(f)] = true
	for r := f.Index(); r > True; r-- {
		is := r
		if atNone[r] {
			is = r.Not()
		}
		if wanted[signedPlace(is)] {
			_, lo, hi := t.Node(is)
			wanted[signedPlace(lo)], wanted[signedPlace(hi)] = true, true
		}
	}
	return wanted
}

// atNone gives what each node is where no variable holds.
func (t *Functions) atNone(f Ref) []bool {
	values := make([]bool, f.Index()+2)
	values[True] = true
	for r := True + 1; r <= f.Index(); r++ {
		lo := t.nodes[r].lo
		values[r] = values[lo.Index()] != lo.Negated()
	}
	return values
}

// beyond leaves the sets of a family that include no set of another, whose sets
// do not include each other.
func (t *Families) beyond(family, other Ref) Ref {
	switch {
	case other == Empty || family == Empty:
		return family
	case other == Unit || family == other:
		return Empty
	case family == Unit:
		return Unit
	}
	if r, ok := t.recall(opBeyond, family, other); ok || !t.step() {
		return r
	}
	n, m := t.nodes[family], t.nodes[other]
	var r Ref
	switch {
	case n.level < m.level:
		r = t.With(n.level, t.beyond(n.lo, other), t.beyond(n.hi, other))
	case n.level > m.level:
		r = t.beyond(family, m.lo)
	default:
		r = t.With(n.level, t.beyond(n.lo, m.lo), t.beyond(t.beyond(n.hi, m.hi), m.lo))
	}
	if t.err == nil {
		t.remember(opBeyond, family, other, r)
	}
	return r
}

// without leaves the sets of a family at which a rising function does not hold.
func (t *Families) without(functions *Functions, family, f Ref) Ref {
	switch {
	case f == False || family == Empty:
		return family
	case f == True:
		return Empty
	case family == Unit:
		return Unit // a rising function that is not constant fails at the empty set
	}
	if r, ok := t.recall(opWithout, family, f); ok || !t.step() {
		return r
	}
	r := t.withoutHalves(functions, family, f)
	if t.err == nil {
		t.remember(opWithout, family, f, r)
	}
	return r
}

func (t *Families) withoutHalves(functions *Functions, family, f Ref) Ref {
	n, level := t.nodes[family], functions.nodes[f].level
	if level < n.level {
		return t.without(functions, family, functions.nodes[f].lo)
	}
	f0, f1 := functions.split(f, n.level)
	lo, hi := t.without(functions, n.lo, f0), t.without(functions, n.hi, f1)
	return t.With(n.level, lo, hi)
}

// Drop leaves the sets without any of the given elements. It is linear.
func (t *Families) Drop(family Ref, gone []bool) Ref {
	image := make([]Ref, family+2)
	image[Unit] = Unit
	for _, r := range t.Below(family) {
		n := t.nodes[r]
		if gone[n.level] {
			image[r] = image[n.lo]
		} else {
			image[r] = t.With(n.level, image[n.lo], image[n.hi])
		}
	}
	return image[family]
}

// Touching leaves the sets with at least one of the given elements. It is linear.
func (t *Families) Touching(family Ref, wanted []bool) Ref {
	image := make([]Ref, family+2)
	for _, r := range t.Below(family) {
		n := t.nodes[r]
		if wanted[n.level] {
			image[r] = t.With(n.level, image[n.lo], n.hi)
		} else {
			image[r] = t.With(n.level, image[n.lo], image[n.hi])
		}
	}
	return image[family]
}

// Range is the least and the greatest weight of a set, a sum over its elements.
type Range struct{ Least, Greatest float64 }

// Weights gives the range of weights of every family below one, by Ref. It is
// linear. The family without a set has no range: its entry means nothing.
func (t *Families) Weights(family Ref, weight []float64) []Range {
	ranges := make([]Range, family+2)
	for _, r := range t.Below(family) {
		n := &t.nodes[r]
		hi := ranges[n.hi]
		w := weight[n.level]
		ranges[r] = Range{hi.Least + w, hi.Greatest + w}
		if n.lo != Empty {
			ranges[r].Least = min(ranges[r].Least, ranges[n.lo].Least)
			ranges[r].Greatest = max(ranges[r].Greatest, ranges[n.lo].Greatest)
		}
	}
	return ranges
}

// Within leaves the sets whose weight is at most limit. Weights are not
// negative. It may be exponential: the table's limit bounds it.
func (t *Families) Within(family Ref, weight []float64, limit float64) Ref {
	w := weigher{t, weight, t.Weights(family, weight), map[burden]Ref{}}
	return w.within(family, limit)
}

type burden struct {
	family Ref
	left   float64
}

type weigher struct {
	*Families
	weight []float64
	ranges []Range
	known  map[burden]Ref
}

func (t weigher) within(family Ref, left float64) Ref {
	switch {
	case family == Empty || t.ranges[family].Least > left:
		return Empty
	case t.ranges[family].Greatest <= left:
		return family
	}
	if is, ok := t.known[burden{family, left}]; ok || !t.step() {
		return is
	}
	if len(t.known) >= t.limit {
		t.err = ErrLimit
		return Empty
	}
	n := t.nodes[family]
	lo, hi := t.within(n.lo, left), t.within(n.hi, left-t.weight[n.level])
	is := t.With(n.level, lo, hi)
	t.known[burden{family, left}] = is
	return is
}

// Filter leaves the sets whose weight is at most sure, and of the others those
// that keep accepts. It asks for one after the other, so it takes time
// proportional to their number, of which it endures at most most. It hands over
// elements in ascending order, in a slice that is only lent. Weights are not negative.
func (t *Families) Filter(family Ref, weight []float64, sure float64, most int, keep func(set []uint32) bool) Ref {
	f := filter{Families: t, weight: weight, ranges: t.Weights(family, weight), most: most, keep: keep}
	return f.walk(family, sure)
}

type filter struct {
	*Families
	weight []float64
	ranges []Range
	most   int
	keep   func(set []uint32) bool
	set    []uint32
}

func (t *filter) walk(family Ref, sure float64) Ref {
	switch {
	case family == Empty || !t.step():
		return Empty
	case t.ranges[family].Greatest <= sure:
		return family
	case family == Unit:
		return t.judge()
	}
	n := t.nodes[family]
	lo := t.walk(n.lo, sure)
	t.set = append(t.set, n.level)
	hi := t.walk(n.hi, sure-t.weight[n.level])
	t.set = t.set[:len(t.set)-1]
	return t.With(n.level, lo, hi)
}

func (t *filter) judge() Ref {
	if t.most--; t.most < 0 {
		t.err = ErrLimit
		return Empty
	}
	if t.keep(t.set) {
		return Unit
	}
	return Empty
}

// Count is the number of sets.
func (t *Families) Count(family Ref) *big.Int {
	counts := make([]*big.Int, family+2)
	counts[Empty], counts[Unit] = new(big.Int), big.NewInt(1)
	for _, r := range t.Below(family) {
		n := &t.nodes[r]
		counts[r] = new(big.Int).Add(counts[n.lo], counts[n.hi])
	}
	return counts[family]
}

// Function is the function that holds where some set of the family does, in a
// table whose variables are ordered in their own way: place gives the level of each element.
func (t *Families) Function(family Ref, functions *Functions, place []uint32) Ref {
	image := make([]Ref, family+2)
	image[Unit] = True
	for _, r := range t.Below(family) {
		n := &t.nodes[r]
		with := functions.And(functions.Var(place[n.level]), image[n.hi])
		image[r] = functions.Or(with, image[n.lo])
		if functions.err != nil {
			return False
		}
	}
	return image[family]
}
