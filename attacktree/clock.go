package attacktree

import (
	"math"
	"slices"
)

// clock finds elapsed times. All leaves without an action take none.
//
// The elapsed time of a set is the least, over the ways to reach the root with
// it, of the longest chain of actions that must follow one another. A way picks
// for each gate, once wherever it stands, as many reached children as it needs.
// A sequence puts every action of a child before the actions that the next
// children add.
type clock struct {
	*Tree
	precedence
	time []float64 // by leaf
	work *effort   // what looking at sets one by one may still cost
	span []float64 // by node: scratch
	rest []float64 // by node: scratch
	plan           // scratch
}

func (t *Tree) newClock(p precedence, time []float64, work *effort) *clock {
	n := len(t.operators)
	return &clock{
		Tree: t, precedence: p, time: time, work: work,
		span: make([]float64, n), rest: make([]float64, n), plan: plan{need: make([]int32, n), picks: make([][]Node, n)},
	}
}

// longest is an upper end of the elapsed time of every set without the leaves that are out.
func (c *clock) longest(out []bool) float64 {
	switch {
	case c.before != nil && !c.clash:
		left := slices.Clone(c.time)
		for leaf, gone := range out {
			if gone {
				left[leaf] = 0
			}
		}
		length, _ := chain(c.before, left)
		return length
	case c.known:
		return c.combine(func(leaf int) float64 { return c.unlessOut(leaf, out, 0) }, latest)
	}
	sum := 0.0
	for leaf := range c.time {
		sum += c.unlessOut(leaf, out, 0)
	}
	return sum
}

func (c *clock) unlessOut(leaf int, out []bool, otherwise float64) float64 {
	if out[leaf] {
		return otherwise
	}
	return c.time[leaf]
}

// combine takes the time of every node from its children's: sequences add, "all"
// overlaps, and choose decides where not all children are needed.
func (c *clock) combine(leaf func(int) float64, choose func(need int, times []float64) float64) float64 {
	var times []float64
	for at := range c.span[:c.root+1] {
		if !c.reached[at] {
			continue
		}
		children := c.of(Node(at))
		times = times[:0]
		for _, child := range children {
			times = append(times, c.span[child])
		}
		switch c.operators[at] {
		case isLeaf:
			c.span[at] = leaf(int(c.numbers[at]))
		case isSequence:
			c.span[at] = sum(times)
		default:
			c.span[at] = choose(c.needs(Node(at)), times)
		}
	}
	return c.span[c.root]
}

func latest(_ int, times []float64) float64 { return slices.Max(times) }

// earliest is when the needed number of children can be done.
func earliest(need int, times []float64) float64 {
	switch need {
	case 1:
		return slices.Min(times)
	case len(times):
		return slices.Max(times)
	}
	slices.Sort(times)
	return times[need-1]
}

func sum[N int | float64](numbers []N) N {
	var total N
	for _, t := range numbers {
		total += t
	}
	return total
}

// fate is what a search has decided about a leaf.
type fate uint8

const (
	open fate = iota
	taken
	refused
)

// atLeast is a lower end of the elapsed time of every set that has the taken
// leaves and not the refused ones; +Inf means that there is none. A leaf that
// occurs in two parts of a sequence counts only by itself, since the later part
// may find it done.
func (c *clock) atLeast(fates []fate) float64 {
	c.work.take(4 + len(c.rest)/4)
	bound := c.combine(func(leaf int) float64 { return c.share(leaf, fates[leaf]) }, earliest)
	for at := range c.rest {
		c.rest[at] = math.Inf(1)
	}
	c.rest[c.root] = 0
	for at := c.root; at >= 0; at-- {
		if !c.reached[at] || math.IsInf(c.rest[at], 1) {
			continue
		}
		c.passRest(at)
	}
	for leaf, f := range fates {
		if place := c.places[leaf]; f == taken {
			bound = max(bound, c.rest[place]+c.span[place], c.time[leaf])
		}
	}
	return bound
}

func (c *clock) share(leaf int, f fate) float64 {
	switch {
	case f == refused:
		return math.Inf(1)
	case c.repeated != nil && c.repeated[leaf] || !c.known:
		return 0
	}
	return c.time[leaf]
}

// passRest tells the children of a node how much time passes before and after
// them at least.
func (c *clock) passRest(at Node) {
	children := c.of(at)
	for i, child := range children {
		rest := c.rest[at]
		if c.operators[at] == isSequence {
			for j, other := range children {
				if i != j {
					rest += c.span[other]
				}
			}
		}
		c.rest[child] = min(c.rest[child], rest)
	}
}
