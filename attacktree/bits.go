package attacktree

import "math/bits"

// bitset is a set of small numbers.
type bitset []uint64

func newBitsets(count, size int) []bitset {
	words := (size + 63) / 64
	all := make(bitset, count*words)
	sets := make([]bitset, count)
	for i := range sets {
		sets[i] = all[i*words : (i+1)*words : (i+1)*words]
	}
	return sets
}

func (s bitset) add(i int)      { s[i/64] |= 1 << (i % 64) }
func (s bitset) remove(i int)   { s[i/64] &^= 1 << (i % 64) }
func (s bitset) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }

// join adds another set of the same size.
func (s bitset) join(o bitset) {
	for w := range s {
		s[w] |= o[w]
	}
}

// meets reports whether two sets of the same size have a member in common.
func (s bitset) meets(o bitset) bool {
	for w := range s {
		if s[w]&o[w] != 0 {
			return true
		}
	}
	return false
}

// each visits the members in ascending order.
func (s bitset) each(visit func(i int)) {
	for w, word := range s {
		for ; word != 0; word &= word - 1 {
			visit(64*w + bits.TrailingZeros64(word))
		}
	}
}

// chain is the longest chain of a relation in which before[i] are the elements
// before i, each with its weight; ok is false if the relation has a cycle.
func chain(before []bitset, weight []float64) (longest float64, ok bool) {
	c := chains{before, weight, make([]float64, len(before)), make([]uint8, len(before)), true}
	for i := range before {
		longest = max(longest, c.finish(i))
	}
	return longest, c.acyclic
}

type chains struct {
	before  []bitset
	weight  []float64
	end     []float64
	state   []uint8
	acyclic bool
}

const (
	unseen uint8 = iota
	entered
	done
)

// finish is the weight of the heaviest chain that ends with an element.
func (c *chains) finish(i int) float64 {
	switch c.state[i] {
	case entered:
		c.acyclic = false
		return 0
	case done:
		return c.end[i]
	}
	c.state[i] = entered
	start := 0.0
	c.before[i].each(func(b int) { start = max(start, c.finish(b)) })
	c.end[i], c.state[i] = start+c.weight[i], done
	return c.end[i]
}
