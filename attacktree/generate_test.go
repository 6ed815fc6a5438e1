package attacktree

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// smallTree is a random DAG of at most twelve leaves, of every kind, and at most ten
// gates with every operator: small enough for brute force. One in two has no
// negation and no constant; one in four shares little. One in three has nodes out
// of its root's reach, and a child may stand under its gate twice.
func smallTree(seed uint64) *Tree {
	r := rand.New(rand.NewPCG(seed, 11))
	g := smallGrowth{Rand: r, coherent: seed%2 == 0, loose: seed%4 < 3}
	for range 12 - r.IntN(3+int(seed%10)) {
		kind := Kind(r.IntN(3))
		if !g.coherent {
			kind = Kind(r.IntN(4))
		}
		g.nodes = append(g.nodes, g.Leaf(kind))
	}
	for range 1 + r.IntN(10) {
		g.nodes = append(g.nodes, g.gate())
	}
	if g.used == len(g.nodes) || r.IntN(3) == 0 {
		return finished(&g.Builder, g.nodes[len(g.nodes)-1])
	}
	rest := g.nodes[g.used:]
	return finished(&g.Builder, g.AtLeast(1+r.IntN((len(rest)+1)/2), rest...))
}

type smallGrowth struct {
	Builder
	*rand.Rand
	nodes    []Node
	used     int // of the nodes, those from the beginning that have parents
	coherent bool
	loose    bool
}

func (g *smallGrowth) gate() Node {
	var children []Node
	for range 1 + g.IntN(5) {
		children = append(children, g.child())
	}
	operators := 8
	if g.coherent {
		operators = 5
	}
	switch g.IntN(operators) {
	case 0:
		return g.Any(children...)
	case 1:
		return g.All(children...)
	case 2:
		return g.Sequence(children...)
	case 3, 4:
		return g.AtLeast(1+g.IntN(len(children)), children...)
	case 5:
		return g.Not(children[0])
	case 6:
		return g.Odd(children...)
	}
	return g.Any(g.All(children...), g.Constant(g.IntN(4) == 0))
}

// child prefers nodes without a parent, in order, and recent ones where sharing is loose.
func (g *smallGrowth) child() Node {
	if g.used < len(g.nodes) && g.IntN(3) > 0 {
		g.used++
		return g.nodes[g.used-1]
	}
	if g.loose && g.IntN(2) == 0 {
		return g.nodes[g.IntN(len(g.nodes))]
	}
	return g.nodes[len(g.nodes)-1-g.IntN(min(3, len(g.nodes)))]
}

// finished closes a construction that cannot be wrong.
func finished(b *Builder, root Node) *Tree {
	tree, err := b.Tree(root)
	if err != nil {
		panic(err)
	}
	return tree
}

// plainChances are probabilities by leaf with few binary digits, 0 and 1 among them.
func plainChances(seed uint64, leaves int) []float64 {
	r := rand.New(rand.NewPCG(seed, 12))
	p := make([]float64, leaves)
	for i := range p {
		p[i] = []float64{0, 0.125, 0.25, 0.5, 0.5, 0.75, 0.875, 1}[r.IntN(8)]
	}
	return p
}

// spreadChances are probabilities by leaf, spread evenly over the orders of magnitude
// between two of them.
func spreadChances(seed uint64, leaves int, low, high float64) []float64 {
	r := rand.New(rand.NewPCG(seed, 13))
	p := make([]float64, leaves)
	for i := range p {
		p[i] = low * math.Pow(high/low, r.Float64())
	}
	return p
}

// imitation says how a generated DAG mimics real models. They are hierarchies with
// cross-links: a part is used again by its neighbours, and a few services (power,
// an administrator's account) by a whole region.
type imitation struct {
	gates  int
	shared float64 // of the children of gates in small parts, how many are used already
	window int     // of the nodes that were finished last, from how many those are taken
	height int     // of the highest of them
	part   int     // gates in the largest part that takes them
	region int     // gates from one service to the next
	served float64 // of the shared children, how many are the region's service
	inner  float64 // of the children in large parts, how many are gates
	knit   bool    // neighbours in other parts are shared too
}

// likeReal has leaves 1.2 times the gates, a quarter of all children shared, services
// with some dozens of parents, and is about 30 gates deep at 10,000. Only services
// link its parts.
func likeReal(gates int) imitation {
	return imitation{gates: gates, shared: 0.3, window: 24, height: 3, part: 120, region: 300, served: 0.12, inner: 0.6}
}

// tightlyKnit is likeReal with every part linked to those before: it has no modules of
// more than some gates, and is much harder.
func tightlyKnit(gates int) imitation {
	i := likeReal(gates)
	i.shared, i.knit = 0.28, true
	return i
}

// tree draws the DAG. Gates have two to five children; of a hundred gates about
// 48 are any, 34 all, 10 at_least and 8 sequences. All leaves are actions.
func (i imitation) tree(seed uint64) *Tree {
	g := growth{imitation: i, Rand: rand.New(rand.NewPCG(seed, 14)), service: -1}
	return finished(&g.Builder, g.grow(i.gates))
}

type growth struct {
	imitation
	Builder
	*rand.Rand
	small   []Node // that may be shared, in the order of their completion
	first   int    // of the small nodes in this part
	heights []int  // by node
	service Node   // of the region, or -1
	since   int    // gates since the service was chosen
}

// grow makes a part of so many gates. What it shares was finished before it began:
// nothing is shared with its own ancestors, which would only be absorbed.
func (g *growth) grow(gates int) Node {
	slots := g.fanIn()
	var children []Node
	if gates <= g.part {
		children = g.share(slots)
	}
	fresh := slots - len(children)
	if gates > 1 {
		fresh = max(fresh, 1)
	}
	for _, inside := range g.divide(gates-1, fresh) {
		if gates > g.part && !g.knit {
			g.first = len(g.small)
		}
		children = append(children, g.child(inside))
	}
	n := g.gateOver(children)
	g.finish(n)
	if g.since++; g.since >= g.region && g.heights[n] <= g.height {
		g.service, g.since = n, 0
	}
	return n
}

// share finds different small nodes for some of so many children.
func (g *growth) share(slots int) (children []Node) {
	known := len(g.small)
	for range slots {
		if known == g.first || g.Float64() > g.shared {
			continue
		}
		if n := g.neighbour(known); !slices.Contains(children, n) {
			children = append(children, n)
		}
	}
	return children
}

func (g *growth) finish(n Node) {
	height := 0
	for _, child := range g.of(n) {
		height = max(height, g.heights[child]+1)
	}
	if g.heights = append(g.heights, height); height <= g.height {
		g.small = append(g.small, n)
	}
}

func (g *growth) child(gates int) Node {
	if gates > 0 {
		return g.grow(gates)
	}
	n := g.Leaf(Action)
	g.finish(n)
	return n
}

func (g *growth) fanIn() int { return []int{2, 2, 2, 2, 3, 3, 3, 4, 4, 5}[g.IntN(10)] }

// neighbour is a small node that was finished just before a part began, or the
// service if that was too.
func (g *growth) neighbour(known int) Node {
	n := g.small[known-1-g.IntN(min(g.window, known-g.first))]
	if g.service >= 0 && g.service <= g.small[known-1] && g.Float64() < g.served {
		n = g.service
	}
	return n
}

// divide deals gates out to the children of a part, unevenly; some become leaves.
func (g *growth) divide(gates, children int) []int {
	parts, weights, sum := make([]int, children), make([]float64, children), 0.0
	for i := range weights {
		if i == 0 || g.Float64() < g.inner {
			weights[i] = 0.05 + g.Float64()
		}
		sum += weights[i]
	}
	rest := gates
	for i := range parts {
		parts[i] = int(float64(gates) * weights[i] / sum)
		rest -= parts[i]
	}
	if children > 0 {
		parts[0] += rest
	}
	g.Shuffle(children, func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	return parts
}

func (g *growth) gateOver(children []Node) Node {
	g.Shuffle(len(children), func(i, j int) { children[i], children[j] = children[j], children[i] })
	switch dice := g.IntN(100); {
	case dice < 42:
		return g.Any(children...)
	case dice < 76:
		return g.All(children...)
	case dice < 84:
		return g.Sequence(children...)
	case len(children) > 2:
		return g.AtLeast(2+g.IntN(len(children)-2), children...)
	}
	return g.Any(children...)
}

// binaryTree is a tree without sharing of so many leaves, two children a gate, as
// flat as it can be; rows of any and all take turns.
func binaryTree(leaves int) *Tree {
	var b Builder
	row := leafRow(&b, leaves)
	for level := 0; len(row) > 1; level++ {
		var next []Node
		for ; len(row) > 1; row = row[2:] {
			next = append(next, gateInTurn(&b, level, row[0], row[1]))
		}
		row = append(next, row...)
	}
	return finished(&b, row[0])
}

// wideTree is any of groups that need all of their leaves, the square root in each.
func wideTree(leaves int) *Tree {
	var b Builder
	var groups []Node
	size := max(1, int(math.Sqrt(float64(leaves))))
	for row := leafRow(&b, leaves); len(row) > 0; {
		group := row[:min(size, len(row))]
		groups, row = append(groups, b.All(group...)), row[len(group):]
	}
	return finished(&b, b.Any(groups...))
}

// deepTree is a chain of gates with a leaf each.
func deepTree(leaves int) *Tree {
	var b Builder
	at := b.Leaf(Action)
	for i := range leaves - 1 {
		at = gateInTurn(&b, i, b.Leaf(Action), at)
	}
	return finished(&b, at)
}

func leafRow(b *Builder, leaves int) []Node {
	row := make([]Node, leaves)
	for i := range row {
		row[i] = b.Leaf(Action)
	}
	return row
}

func gateInTurn(b *Builder, turn int, children ...Node) Node {
	if turn%2 == 0 {
		return b.Any(children...)
	}
	return b.All(children...)
}

// census counts what the root reaches.
type census struct {
	gates, leaves, children, shared, mostParents, depth int
	operators                                           [isConstant + 1]int
}

func (t *Tree) census() census {
	var c census
	depth := make([]int, len(t.operators))
	for at := range t.operators {
		if !t.reached[at] {
			continue
		}
		c.operators[t.operators[at]]++
		c.mostParents = max(c.mostParents, int(t.parents[at]))
		c.shared += max(0, int(t.parents[at])-1)
		for _, child := range t.of(Node(at)) {
			c.children++
			depth[at] = max(depth[at], depth[child]+1)
		}
	}
	c.leaves = c.operators[isLeaf]
	for _, n := range c.operators[isAny:] {
		c.gates += n
	}
	c.depth = depth[t.root]
	return c
}

func TestGeneratedModelsLookReal(t *testing.T) {
	for _, gates := range []int{100, 1000, 10_000} {
		for seed := range uint64(5) {
			for name, made := range map[string]imitation{"real": likeReal(gates), "knit": tightlyKnit(gates)} {
				c := made.tree(seed).census()
				ratio, shared := float64(c.leaves)/float64(c.gates), float64(c.shared)/float64(c.children)
				t.Logf("%s, seed %d: %+v, leaves %.2f, shared %.2f", name, seed, c, ratio, shared)
				if c.gates != gates {
					t.Errorf("%d gates, not %d", c.gates, gates)
				}
				if gates >= 1000 && (ratio < 1.1 || ratio > 1.35 || shared < 0.2 || shared > 0.3 || c.mostParents < 12 || c.depth > 60) {
					t.Errorf("seed %d of %s is no model: %+v", seed, name, c)
				}
			}
		}
	}
}

func TestGeneratorsRepeatThemselves(t *testing.T) {
	for seed := range uint64(20) {
		ones, others := []*Tree{smallTree(seed), likeReal(200).tree(seed)}, []*Tree{smallTree(seed), likeReal(200).tree(seed)}
		for i := range ones {
			if ones[i].census() != others[i].census() {
				t.Errorf("seed %d gives different trees", seed)
			}
		}
	}
}

// Small trees have to reach every operator and kind, or they prove little.
func TestSmallTreesHaveEverything(t *testing.T) {
	var seen [isConstant + 1]int
	constant, varied := 0, 0
	for seed := range uint64(400) {
		tree := smallTree(seed)
		if tree.Coherent() != (seed%2 == 0) && tree.Coherent() == false {
			t.Errorf("seed %d should be coherent", seed)
		}
		for o, n := range tree.census().operators {
			seen[o] += n
		}
		sets := bruteMinimal(tree)
		if len(sets) == 0 || len(sets[0]) == 0 {
			constant++
		}
		if len(sets) > 4 {
			varied++
		}
	}
	t.Logf("operators %v; %d without a proper set, %d with more than four", seen, constant, varied)
	for o, n := range seen {
		if n < 50 {
			t.Errorf("operator %d stands in %d places", o, n)
		}
	}
	if constant > 200 || varied < 80 {
		t.Errorf("%d of 400 are constant, %d varied", constant, varied)
	}
}

func TestPureTreesShareNothing(t *testing.T) {
	for _, leaves := range []int{1, 2, 7, 100, 1001} {
		for name, tree := range map[string]*Tree{"binary": binaryTree(leaves), "wide": wideTree(leaves), "deep": deepTree(leaves)} {
			if c := tree.census(); !tree.isTree() || c.leaves != leaves {
				t.Errorf("%s: %+v", name, c)
			}
		}
	}
}
