package bdd

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"
)

// table is a function written out over all points of a few variables.
type table [1 << variables]bool

const variables = 6

func (f table) of(g table, op func(a, b bool) bool) (h table) {
	for point := range f {
		h[point] = op(f[point], g[point])
	}
	return h
}

func variable(level uint32) (f table) {
	for point := range f {
		f[point] = point>>level&1 != 0
	}
	return f
}

// read writes a diagram out.
func (t *Functions) read(f Ref) (is table) {
	for point := range is {
		at := f
		for at > True {
			level, lo, hi := t.Node(at)
			if at = lo; point>>level&1 != 0 {
				at = hi
			}
		}
		is[point] = at == True
	}
	return is
}

// random makes a rising function both ways.
func random(r *rand.Rand, t *Functions) (Ref, table) {
	level := uint32(r.IntN(variables))
	f, is := t.Var(level), variable(level)
	for range r.IntN(12) {
		level := uint32(r.IntN(variables))
		g, js := t.Var(level), variable(level)
		if r.IntN(3) == 0 {
			g, js = t.Or(g, f), js.of(is, func(a, b bool) bool { return a || b })
		}
		if r.IntN(2) == 0 {
			f, is = t.And(f, g), is.of(js, func(a, b bool) bool { return a && b })
		} else {
			f, is = t.Or(f, g), is.of(js, func(a, b bool) bool { return a || b })
		}
	}
	return f, is
}

func TestOperationsAgreeWithTruthTables(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	functions := NewFunctions(1 << 16)
	known := map[table]Ref{}
	for range 2000 {
		f, is := random(r, functions)
		if functions.read(f) != is {
			t.Fatal("wrong function")
		}
		if g, ok := known[is]; ok && f != g {
			t.Fatalf("two nodes, %d and %d, for one function", f, g)
		}
		known[is] = f
	}
}

// wild makes a function of any kind both ways.
func wild(r *rand.Rand, t *Functions) (Ref, table) {
	f, is := random(r, t)
	for range r.IntN(8) {
		g, js := random(r, t)
		switch h, ks := random(r, t); r.IntN(5) {
		case 0:
			f, is = f.Not(), is.of(is, func(a, _ bool) bool { return !a })
		case 1:
			f, is = t.Odd(f, g), is.of(js, func(a, b bool) bool { return a != b })
		case 2:
			f, is = t.And(f, g.Not()), is.of(js, func(a, b bool) bool { return a && !b })
		case 3:
			f, is = t.Or(f.Not(), g), is.of(js, func(a, b bool) bool { return !a || b })
		default:
			yes, no := is.of(js, func(a, b bool) bool { return a && b }), is.of(ks, func(a, b bool) bool { return !a && b })
			f, is = t.Either(f, g, h), yes.of(no, func(a, b bool) bool { return a || b })
		}
	}
	return f, is
}

func TestNegationsAgreeWithTruthTables(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	functions, families := NewFunctions(1<<16), NewFamilies(1<<16)
	known := map[table]Ref{}
	for range 3000 {
		f, is := wild(r, functions)
		if functions.read(f) != is {
			t.Fatal("wrong function")
		}
		if g, ok := known[is]; ok && f != g {
			t.Fatalf("two names, %d and %d, for one function", f, g)
		}
		known[is] = f
		checkLeast(t, families, families.Least(functions, f), is)
	}
}

// checkLeast compares a family with the points of a function that include no
// other, and counts them.
func checkLeast(t *testing.T, families *Families, family Ref, is table) int {
	t.Helper()
	found := map[int]bool{}
	families.Filter(family, make([]float64, variables), -1, 1<<variables, func(set []uint32) bool {
		point := 0
		for _, e := range set {
			point |= 1 << e
		}
		found[point] = true
		return true
	})
	for point, holds := range is {
		least := holds
		for below := range point {
			least = least && (below&^point != 0 || !is[below])
		}
		if found[point] != least {
			t.Fatalf("set %b: listed %v, least %v", point, found[point], least)
		}
	}
	return len(found)
}

func TestCompactKeepsNegations(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	functions := NewFunctions(1 << 16)
	for range 300 {
		f, is := wild(r, functions)
		g, js := wild(r, functions)
		roots := []Ref{f, g, f.Not()}
		functions.Compact(roots)
		if functions.read(roots[0]) != is || functions.read(roots[1]) != js || roots[2] != roots[0].Not() {
			t.Fatal("a root changed its meaning")
		}
	}
}

func TestRiseIsTheLeastRisingFunctionAbove(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	functions := NewFunctions(1 << 16)
	rising := []bool{true, false, true, false, true, false}
	for range 500 {
		f, is := random(r, functions)
		g, without := random(r, functions)
		want := is.of(without, func(a, b bool) bool { return a && !b })
		for level, up := range rising {
			for point := range want {
				if up && point>>level&1 != 0 {
					want[point] = want[point] || want[point&^(1<<level)]
				}
			}
		}
		if functions.read(functions.Rise(f, g, rising)) != want {
			t.Fatal("wrong function")
		}
	}
}

// Compacting keeps what roots mean and the numbering from children to parents.
func TestCompactKeepsRoots(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	functions := NewFunctions(1 << 16)
	for range 200 {
		f, is := random(r, functions)
		g, js := random(r, functions)
		roots := []Ref{f, True, g}
		functions.Compact(roots)
		if functions.read(roots[0]) != is || roots[1] != True || functions.read(roots[2]) != js {
			t.Fatal("a root changed its meaning")
		}
		if functions.Size() != len(functions.Below(roots...))+2 {
			t.Fatal("something else was kept")
		}
		both := functions.Or(roots[0], roots[2])
		if functions.read(both) != is.of(js, func(a, b bool) bool { return a || b }) {
			t.Fatal("the table is broken afterwards")
		}
		for _, at := range functions.Below(both) {
			if _, lo, hi := functions.Node(at); lo >= at || hi >= at {
				t.Fatal("a child has a higher number than its parent")
			}
		}
	}
}

func TestFamiliesOfMinimalSolutions(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	functions, families := NewFunctions(1<<16), NewFamilies(1<<16)
	place := []uint32{5, 3, 1, 0, 2, 4}
	for range 500 {
		f, is := random(r, functions)
		minimal := families.Minimal(functions, f)
		if count := checkLeast(t, families, minimal, is); families.Count(minimal).Int64() != int64(count) {
			t.Fatal("wrong count")
		}
		elsewhere := NewFunctions(1 << 16)
		back := elsewhere.read(families.Function(minimal, elsewhere, place))
		for point, holds := range is {
			moved := 0
			for element, level := range place {
				moved |= point >> element & 1 << level
			}
			if back[moved] != holds {
				t.Fatal("the family does not give its function back in another order")
			}
		}
	}
}

// A table that gave up works again after Start, and remembers nothing wrong.
func TestALimitLeavesNoWrongResults(t *testing.T) {
	for limit := 4; limit < 60; limit++ {
		functions := NewFunctions(limit)
		r := rand.New(rand.NewPCG(9, uint64(limit)))
		for range 200 {
			functions.Start(context.Background())
			f, is := random(r, functions)
			if err := functions.Err(); err != nil {
				if !errors.Is(err, ErrLimit) || functions.Size() > limit {
					t.Fatalf("error %v at %d of %d nodes", err, functions.Size(), limit)
				}
				functions.Compact(nil)
				continue
			}
			if functions.read(f) != is {
				t.Fatal("wrong function without an error")
			}
		}
	}
}
