package attacktree

import (
	"math"
	"slices"
)

// plan is one way to reach the root with the leaves of a set.
type plan struct {
	need   []int32  // by node: chosen parents that need it
	picks  [][]Node // by needed gate: the children that it uses
	gates  []Node   // needed, parents first
	set    []int
	times  []float64 // by place in set
	best   float64
	worked bool // some plan has no cycle
}

// elapsed is the time that a minimal set takes. ok is false if its sequences
// demand opposite orders. An error means that there are too many ways to try.
func (c *clock) elapsed(set []int) (time float64, ok bool, err error) {
	c.work.take(4 + len(c.rest)/8)
	fates := slices.Repeat([]fate{refused}, len(c.kinds))
	for _, leaf := range set {
		fates[leaf] = taken
	}
	quickest := c.combine(func(leaf int) float64 { return c.unlessRefused(leaf, fates) }, earliest)
	if c.before == nil && c.known {
		return quickest, true, c.exhausted()
	}
	c.begin(set)
	c.need[c.root] = 1
	c.choose(c.root)
	c.need[c.root] = 0
	return c.best, c.worked, c.exhausted()
}

func (c *clock) exhausted() error {
	if c.work.spent() {
		return ErrBudget
	}
	return nil
}

func (c *clock) unlessRefused(leaf int, fates []fate) float64 {
	if fates[leaf] == refused {
		return math.Inf(1)
	}
	return c.time[leaf]
}

// begin keeps of a set the actions, in ascending order.
func (c *clock) begin(set []int) {
	c.set, c.times, c.gates = c.set[:0], c.times[:0], c.gates[:0]
	c.best, c.worked = math.Inf(1), false
	for _, leaf := range set {
		if c.isAction(leaf) {
			c.set = append(c.set, leaf)
		}
	}
	slices.Sort(c.set)
	for _, leaf := range c.set {
		c.times = append(c.times, c.time[leaf])
	}
}

// choose decides about the gates from a node on downwards, in every way, and
// judges each plan. Children have lower numbers, so all parents are decided.
func (c *clock) choose(at Node) {
	for at >= 0 && (c.need[at] == 0 || c.operators[at] == isLeaf) {
		at--
	}
	if c.work.take(4); c.work.spent() {
		return
	}
	if at < 0 {
		c.judge()
		return
	}
	var usable []Node
	for _, child := range c.of(at) {
		if !math.IsInf(c.span[child], 1) {
			usable = append(usable, child)
		}
	}
	c.gates = append(c.gates, at)
	c.pick(at, usable, nil, c.needs(at))
	c.gates = c.gates[:len(c.gates)-1]
}

// pick tries every choice of so many more children.
func (c *clock) pick(at Node, usable, picked []Node, more int) {
	if more == 0 {
		c.picks[at] = picked
		for _, child := range picked {
			c.need[child]++
		}
		c.choose(at - 1)
		for _, child := range picked {
			c.need[child]--
		}
		return
	}
	for i := 0; i+more <= len(usable) && !c.work.spent(); i++ {
		c.pick(at, usable[i+1:], append(slices.Clip(picked), usable[i]), more-1)
	}
}

// judge times the plan that is complete.
func (c *clock) judge() {
	n := len(c.set)
	c.work.take(4 * len(c.gates) * (1 + n/64))
	used := make(map[Node]bitset, len(c.gates))
	before := newBitsets(n, n)
	for _, gate := range slices.Backward(c.gates) {
		used[gate] = newBitsets(1, n)[0]
		for _, child := range c.picks[gate] {
			c.use(used, child)
			if c.operators[gate] == isSequence {
				follow(before, used[gate], used[child])
			}
			used[gate].join(used[child])
		}
	}
	if time, ok := chain(before, c.times); ok {
		c.best, c.worked = min(c.best, time), true
	}
}

// use makes sure that the actions below a child are known.
func (c *clock) use(used map[Node]bitset, child Node) {
	if c.operators[child] != isLeaf || used[child] != nil {
		return
	}
	used[child] = newBitsets(1, len(c.set))[0]
	if i, ok := slices.BinarySearch(c.set, int(c.numbers[child])); ok {
		used[child].add(i)
	}
}

// follow puts the earlier actions before those that a later part adds.
func follow(before []bitset, earlier, later bitset) {
	later.each(func(i int) {
		if !earlier.has(i) {
			before[i].join(earlier)
		}
	})
}
