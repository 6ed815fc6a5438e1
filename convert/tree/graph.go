package tree

import (
	"math"
	"slices"

	"github.com/stormtree-dev/stormtree/model/source"
)

// MaxNesting is how many formulas one definition may nest. References may be
// chained without end.
const MaxNesting = 64

// MaxNameLength is how many bytes a name may have.
const MaxNameLength = 1024

// Operator says what a formula needs of its arguments.
type Operator uint8

// The operators.
const (
	Any      Operator = iota // at least one
	All                      // every one
	Sequence                 // every one, one after the other
	AtLeast                  // k of them
	Between                  // k of them, and no more than most
	Not                      // its only one does not hold
	NotAny                   // none
	NotAll                   // not every one
	Odd                      // an odd number of them
	Same                     // its only one holds: a second name
)

// Sort says what a name stands for.
type Sort uint8

// The sorts of definition. A reference to something undefined, as a sort, takes all.
const (
	undefined Sort = iota
	GateSort
	LeafSort
	ConstantSort
	AnySort = undefined
)

// Graph is definitions by name, as a file gives them, in any order; the zero
// value is ready. A reader adds its files, then definitions; Resolve checks them
// all. A Graph is for one goroutine.
type Graph struct {
	Title string

	files                         files
	names                         names
	sorts                         []Sort  // by name
	index                         []int32 // by name: of a gate or leaf its number, of a constant 0 or 1
	defined                       []Place // by name
	nextReference, nextDefinition guess

	top      Name
	topPlace Place
	hasTop   bool

	gates    []gate
	formulas []formula
	// The arguments of formula i end at formulas[i].end and begin where those of
	// its predecessor end. Inner formulas come before outer ones.
	arguments []argument
	places    []Place // by argument

	nested  []formula // open formulas: end is where their arguments begin in waiting
	before  []int     // problems before they were opened
	waiting []argument
	waits   []Place

	leaves leaves
	titles []string
	doubts []Distribution

	journal
}

// gate is a definition whose formulas end with its last.
type gate struct {
	name Name
	last int32
}

type formula struct {
	operator Operator
	k, most  int32
	end      int32
	at       Place
}

// argument is a name with the sort that its author expects, or an inner formula.
type argument uint32

const (
	inner      argument = 1 << 31
	sortShift           = 29
	numberMask argument = 1<<sortShift - 1
)

func (a argument) isInner() bool { return a&inner != 0 }
func (a argument) number() int32 { return int32(a & numberMask) }
func (a argument) sort() Sort    { return Sort(a >> sortShift & 3) }

// AddFile adds a text and returns the place of its first byte. It reports a text
// that is more than all files may hold together; ok is then false.
func (g *Graph) AddFile(name string, data []byte) (base Place, ok bool) {
	if g.files.size()+len(data) > MaxBytes {
		base = g.files.add(name, nil)
		g.Report(base, source.Limit, "this is more than %d MiB, all files together", MaxBytes>>20)
		return base, false
	}
	g.reserve(len(data))
	return g.files.add(name, data), true
}

// Bytes of text for each thing that it probably holds, at least.
const (
	bytesOfFormula  = 128
	bytesOfArgument = 64
	bytesOfName     = 64
)

// reserve makes room for what a text of a size probably holds: growing costs time,
// and at worst half of the text's size lies idle.
func (g *Graph) reserve(size int) {
	g.formulas = slices.Grow(g.formulas, size/bytesOfFormula)
	g.arguments, g.places = slices.Grow(g.arguments, size/bytesOfArgument), slices.Grow(g.places, size/bytesOfArgument)
	n := size / bytesOfName
	g.sorts, g.index, g.defined = slices.Grow(g.sorts, n), slices.Grow(g.index, n), slices.Grow(g.defined, n)
	g.names.ends = slices.Grow(g.names.ends, n)
}

// Name returns the number of a name that is referred to; it reports one that is
// empty or too long.
func (g *Graph) Name(text []byte, at Place) Name { return g.name(text, at, &g.nextReference) }

// NewName is Name for one that is being defined.
func (g *Graph) NewName(text []byte, at Place) Name { return g.name(text, at, &g.nextDefinition) }

func (g *Graph) name(text []byte, at Place, next *guess) Name {
	if len(text) == 0 {
		g.Report(at, source.Value, "a name is empty")
	}
	if len(text) > MaxNameLength {
		g.Report(at, source.Limit, "the name %s is longer than %d bytes", source.Quote(string(text)), MaxNameLength)
		text = text[:MaxNameLength]
	}
	n, isNew := g.names.intern(text, next)
	if isNew {
		g.sorts = append(g.sorts, undefined)
		g.index = append(g.index, 0)
		g.defined = append(g.defined, 0)
	}
	return n
}

// Known returns the number of a name that was used or defined before.
func (g *Graph) Known(text []byte) (Name, bool) { return g.names.known(text) }

// Text is the text of a name.
func (g *Graph) Text(n Name) string { return string(g.names.of(n)) }

func (g *Graph) quote(n Name) string { return source.Quote(g.Text(n)) }

// Top says which definition is the top.
func (g *Graph) Top(n Name, at Place) { g.top, g.topPlace, g.hasTop = n, at, true }

// define notes what a name stands for, and reports a name that has a meaning already.
func (g *Graph) define(n Name, s Sort, index int, at Place) bool {
	if g.sorts[n] != undefined {
		g.reportBoth(at, g.defined[n], source.Duplicate, "%s is defined already,", g.quote(n))
		return false
	}
	g.sorts[n], g.index[n], g.defined[n] = s, int32(index), at
	return true
}

// Constant defines something that always holds, or never.
func (g *Graph) Constant(n Name, at Place, holds bool) {
	index := 0
	if holds {
		index = 1
	}
	g.define(n, ConstantSort, index, at)
}

// IsDefined reports whether a name has a definition so far.
func (g *Graph) IsDefined(n Name) bool { return g.sorts[n] != undefined }

// Arguments is how many arguments the gates that have ended have together.
func (g *Graph) Arguments() int { return len(g.arguments) }

// Redirect lets every reference of the gates that have ended lead elsewhere, in
// the order of Arguments: for formats where names mean different things at different
// places. to may not define anything.
func (g *Graph) Redirect(to func(i int, n Name) Name) {
	for i, a := range g.arguments {
		if !a.isInner() {
			g.arguments[i] = a&^numberMask | argument(to(i, Name(a.number())))
		}
	}
}

// BeginGate begins the definition of a gate. What the reader adds until EndGate is its formula.
func (g *Graph) BeginGate() {
	g.nested, g.before, g.waiting, g.waits = g.nested[:0], g.before[:0], g.waiting[:0], g.waits[:0]
}

// EndGate ends a definition. What was added is one formula or one reference.
func (g *Graph) EndGate(n Name, at Place) {
	switch {
	case len(g.waiting) == 0:
		g.Report(at, source.Value, "gate %s has no arguments", g.quote(n))
	case len(g.waiting) > 1:
		g.Report(g.waits[1], source.Value, "gate %s has more than one formula", g.quote(n))
	}
	if len(g.waiting) != 1 || !g.waiting[0].isInner() {
		g.finish(formula{operator: Same, at: at})
	}
	if g.define(n, GateSort, len(g.gates), at) {
		g.gates = append(g.gates, gate{n, int32(len(g.formulas) - 1)})
	} else {
		g.forget()
	}
}

// Spoil ends a definition whose formula was reported: the name is known, so that
// nothing else is reported about it.
func (g *Graph) Spoil(n Name, at Place) {
	g.forget()
	g.define(n, GateSort, -1, at)
}

// forget takes back the formulas of a definition that does not count.
func (g *Graph) forget() {
	g.formulas = g.formulas[:g.firstFormula(len(g.gates))]
	end := g.argumentsBefore(len(g.formulas))
	g.arguments, g.places = g.arguments[:end], g.places[:end]
}

func (g *Graph) firstFormula(gate int) int {
	if gate == 0 {
		return 0
	}
	return int(g.gates[gate-1].last) + 1
}

func (g *Graph) argumentsBefore(formula int) int {
	if formula == 0 {
		return 0
	}
	return int(g.formulas[formula-1].end)
}

// Open begins a formula. k is for AtLeast and Between, most for Between. It
// reports one that is nested too deep; Open and Close then still belong together.
func (g *Graph) Open(o Operator, k, most int, at Place) {
	if len(g.nested) == MaxNesting {
		g.Report(at, source.Limit, "formulas are nested deeper than %d", MaxNesting)
	}
	g.before = append(g.before, g.reported)
	g.nested = append(g.nested, formula{o, clamp(k), clamp(most), int32(len(g.waiting)), at})
}

// clamp keeps a number that is out of range out of range.
func clamp(k int) int32 { return int32(max(-1, min(k, math.MaxInt32))) }

// Refer adds an argument by its name; s is what the author says that it is.
func (g *Graph) Refer(n Name, s Sort, at Place) {
	g.waiting = append(g.waiting, argument(n)|argument(s)<<sortShift)
	g.waits = append(g.waits, at)
}

// Close ends the formula that was opened last and makes it an argument of the one
// before. It checks the arguments, if nothing was reported since Open.
func (g *Graph) Close() {
	f := g.nested[len(g.nested)-1]
	g.nested = g.nested[:len(g.nested)-1]
	if g.before[len(g.nested)] == g.reported {
		g.checkFormula(f, g.waiting[f.end:])
	}
	g.before = g.before[:len(g.nested)]
	g.finish(f)
	g.waiting = append(g.waiting, inner|argument(len(g.formulas)-1))
	g.waits = append(g.waits, f.at)
}

// finish moves the arguments that wait for a formula to their place.
func (g *Graph) finish(f formula) {
	from := f.end
	g.arguments = append(g.arguments, g.waiting[from:]...)
	g.places = append(g.places, g.waits[from:]...)
	g.waiting, g.waits = g.waiting[:from], g.waits[:from]
	f.end = int32(len(g.arguments))
	g.formulas = append(g.formulas, f)
}

func (g *Graph) checkFormula(f formula, arguments []argument) {
	n := len(arguments)
	switch {
	case n == 0:
		g.Report(f.at, source.Value, "this gate has no arguments")
	case (f.operator == Not || f.operator == Same) && n > 1:
		g.Report(f.at, source.Value, "this gate has %d arguments; it should have one", n)
	case f.operator == AtLeast && (f.k < 1 || int(f.k) > n):
		g.Report(f.at, source.Value, "this gate needs %d of %d arguments; it should need between 1 and %d", f.k, n, n)
	case f.operator == Between && (f.k < 0 || f.k > f.most || int(f.most) > n):
		g.Report(f.at, source.Value, "this gate needs between %d and %d of %d arguments", f.k, f.most, n)
	case f.operator == AtLeast || f.operator == Between || f.operator == Odd:
		g.checkRepeats(f, arguments)
	}
}

// checkRepeats reports an argument that would count twice.
func (g *Graph) checkRepeats(f formula, arguments []argument) {
	if len(arguments) <= fewArguments {
		for i, a := range arguments {
			for _, b := range arguments[:i] {
				g.checkRepeat(f, i, a, b)
			}
		}
		return
	}
	seen := make(map[int32]bool, len(arguments))
	for i, a := range arguments {
		if !a.isInner() && seen[a.number()] {
			g.checkRepeat(f, i, a, a)
		}
		seen[a.number()] = seen[a.number()] || !a.isInner()
	}
}

const fewArguments = 16 // that are compared without a map

func (g *Graph) checkRepeat(f formula, i int, a, b argument) {
	if !a.isInner() && !b.isInner() && a.number() == b.number() {
		g.Report(g.waits[int(f.end)+i], source.Duplicate, "%s stands in this gate twice: it would count twice", g.quote(Name(a.number())))
	}
}
