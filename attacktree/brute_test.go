package attacktree

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// bruteLimit is how many leaves may be tried in every combination.
const bruteLimit = 16

// bruteTruth tells for every world, a set of leaves by their bits, whether the
// root holds. It knows every operator and nothing of the engine.
func bruteTruth(t *Tree) []bool {
	if len(t.kinds) > bruteLimit {
		panic(fmt.Sprintf("%d leaves are too many for brute force", len(t.kinds)))
	}
	truth := make([]bool, 1<<len(t.kinds))
	holds := make([]bool, len(t.operators))
	for world := range truth {
		for at := range holds {
			holds[at] = t.bruteHolds(Node(at), holds, world)
		}
		truth[world] = holds[t.root]
	}
	return truth
}

func (t *Tree) bruteHolds(at Node, holds []bool, world int) bool {
	count := 0
	for _, child := range t.of(at) {
		if holds[child] {
			count++
		}
	}
	switch t.operators[at] {
	case isLeaf:
		return world>>t.numbers[at]&1 == 1
	case isConstant:
		return t.numbers[at] == 1
	case isAny:
		return count > 0
	case isAll, isSequence:
		return count == len(t.of(at))
	case isAtLeast:
		return count >= int(t.numbers[at])
	case isNot:
		return count == 0
	case isOdd:
		return count%2 == 1
	}
	panic("unknown operator")
}

// bruteProbability adds up the probabilities of all worlds in which the root holds.
// p is by leaf.
func bruteProbability(t *Tree, p []float64) float64 {
	sum := 0.0
	for world, holds := range bruteTruth(t) {
		if !holds {
			continue
		}
		product := 1.0
		for leaf, chance := range p {
			if world>>leaf&1 == 1 {
				product *= chance
			} else {
				product *= 1 - chance
			}
		}
		sum += product
	}
	return sum
}

// bruteMinimal lists the least sets of leaves such that the root holds where exactly
// those do: no proper subset does it. Of a coherent tree these are the minimal sets.
// The smallest come first, equal sizes in the order of their leaves; the empty set is
// a set, the empty list says that the root never holds.
func bruteMinimal(t *Tree) [][]int {
	truth := bruteTruth(t)
	below := make([]bool, len(truth)) // some proper subset does it
	sets := [][]int{}
	for world := range truth {
		set := []int{}
		for rest := uint(world); rest != 0; rest &= rest - 1 {
			less := world &^ (1 << bits.TrailingZeros(rest))
			below[world] = below[world] || below[less] || truth[less]
			set = append(set, bits.TrailingZeros(rest))
		}
		if truth[world] && !below[world] {
			sets = append(sets, set)
		}
	}
	slices.SortFunc(sets, func(a, b []int) int {
		return cmp.Or(cmp.Compare(len(a), len(b)), slices.Compare(a, b))
	})
	return sets
}

// The oracle itself, on what can be seen at a glance.
func TestBruteForceKnowsEveryOperator(t *testing.T) {
	type gate = func(b *Builder, a, c, e Node) Node
	for name, want := range map[string]struct {
		build gate
		p     float64 // of leaves with 1/2, 1/4 and 1/8
		sets  [][]int
	}{
		"any":      {func(b *Builder, a, c, e Node) Node { return b.Any(a, c, e) }, 43.0 / 64, [][]int{{0}, {1}, {2}}},
		"all":      {func(b *Builder, a, c, e Node) Node { return b.All(a, c, e) }, 1.0 / 64, [][]int{{0, 1, 2}}},
		"sequence": {func(b *Builder, a, c, e Node) Node { return b.Sequence(e, c, a) }, 1.0 / 64, [][]int{{0, 1, 2}}},
		"at least": {func(b *Builder, a, c, e Node) Node { return b.AtLeast(2, a, c, e) }, 12.0 / 64, [][]int{{0, 1}, {0, 2}, {1, 2}}},
		"not":      {func(b *Builder, a, c, e Node) Node { return b.Not(a) }, 0.5, [][]int{{}}},
		"odd":      {func(b *Builder, a, c, e Node) Node { return b.Odd(a, c, e) }, 0.5, [][]int{{0}, {1}, {2}}},
		"unless":   {func(b *Builder, a, c, e Node) Node { return b.Any(b.All(a, b.Not(c)), b.All(a, e), b.All(c, e)) }, 26.0 / 64, [][]int{{0}, {1, 2}}},
		"always":   {func(b *Builder, a, c, e Node) Node { return b.Constant(true) }, 1, [][]int{{}}},
		"never":    {func(b *Builder, a, c, e Node) Node { return b.Constant(false) }, 0, [][]int{}},
	} {
		var b Builder
		tree, err := b.Tree(want.build(&b, b.Leaf(Action), b.Leaf(Condition), b.Leaf(Defence)))
		if err != nil {
			t.Fatal(err)
		}
		if p := bruteProbability(tree, []float64{0.5, 0.25, 0.125}); p != want.p {
			t.Errorf("%s: probability %v, want %v", name, p, want.p)
		}
		if diff := gocmp.Diff(want.sets, bruteMinimal(tree)); diff != "" {
			t.Errorf("%s: sets (-want +got):\n%s", name, diff)
		}
	}
}
