package attacktree

import (
	"cmp"
	"slices"
)

// schedule is a program whose steps are in an order, and whose rows are in places,
// such that few rows are alive at a time: a place is used again after the last use
// of its row.
type schedule struct {
	steps  []placed
	places int32 // all of them; the first two are the constants
	result int32
}

// placed is a step whose operands, and whose own row, are places.
type placed struct {
	step
	to int32
}

func (g *program) schedule() *schedule {
	s := &schedule{places: 2}
	order := g.walk()
	last := g.lastUses(order)
	place := make([]int32, len(last))
	place[oneRow] = oneRow
	var free []int32
	for i, row := range order {
		at := g.steps[row-2]
		for _, operand := range at.operands() {
			if last[operand] == int32(i) {
				last[operand] = never // once, if it stands twice
				free = append(free, place[operand])
			}
		}
		if len(free) == 0 {
			free = append(free, s.places)
			s.places++
		}
		place[row] = free[len(free)-1]
		free = free[:len(free)-1]
		s.steps = append(s.steps, placed{at.renamed(place), place[row]})
	}
	s.result = place[g.result]
	return s
}

// never is the last use of a row that stays.
const never int32 = -1

// lastUses tells for each row by which step of an order it is used last.
func (g *program) lastUses(order []int32) []int32 {
	last := slices.Repeat([]int32{never}, len(g.steps)+2)
	for i, row := range order {
		for _, operand := range g.steps[row-2].operands() {
			last[operand] = int32(i)
		}
	}
	last[zeroRow], last[oneRow], last[g.result] = never, never, never
	return last
}

// operands are the rows that a step reads, filled up with the zero row.
func (s step) operands() [4]int32 {
	switch {
	case s.isLeaf():
		return [4]int32{}
	case s.v == noRow:
		return [4]int32{s.a, s.b, s.w}
	}
	return [4]int32{s.a, s.b, s.w, s.v}
}

func (s step) renamed(to []int32) step {
	switch {
	case s.isLeaf():
		return s
	case s.v == noRow:
		return step{to[s.a], to[s.b], to[s.w], noRow}
	}
	return step{to[s.a], to[s.b], to[s.w], to[s.v]}
}

// walk lists the rows that the result needs, operands first. Of a step's operands,
// the one that needs most rows at a time is made first (A. Ershov, On programming
// of arithmetic operations, 1958): the best order for trees, a good one where rows
// are shared. It is linear.
func (g *program) walk() []int32 {
	var order []int32
	const opened, listed = 1, 2
	state := make([]uint8, len(g.steps)+2)
	state[zeroRow], state[oneRow] = listed, listed
	peak := g.peaks()
	for stack := []int32{g.result}; len(stack) > 0; {
		row := stack[len(stack)-1]
		if state[row] == 0 {
			state[row] = opened
			operands := g.steps[row-2].operands()
			slices.SortFunc(operands[:], func(x, y int32) int { return cmp.Compare(peak[x], peak[y]) })
			for _, operand := range operands {
				if state[operand] == 0 {
					stack = append(stack, operand)
				}
			}
			continue
		}
		stack = stack[:len(stack)-1]
		if state[row] == opened {
			state[row] = listed
			order = append(order, row)
		}
	}
	return order
}

// peaks tells for each row how many rows its making takes at a time, were none shared.
func (g *program) peaks() []int32 {
	peak := make([]int32, len(g.steps)+2)
	for i, s := range g.steps {
		operands := s.operands()
		needs := [4]int32{peak[operands[0]], peak[operands[1]], peak[operands[2]], peak[operands[3]]}
		slices.Sort(needs[:])
		peak[i+2] = 1
		for held, need := range needs {
			if need > 0 {
				peak[i+2] = max(peak[i+2], need+3-int32(held))
			}
		}
	}
	return peak
}
