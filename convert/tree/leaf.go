package tree

import (
	"math"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/model/source"
)

// leaf is a Leaf before names and places become text and positions.
type leaf struct {
	attacktree.Leaf
	name    Name
	title   int32 // plus one
	doubt   int32 // plus one
	kind    attacktree.Kind
	given   Given
	derived bool // the probability is the mean of the doubt
}

// leaves is a list that grows without being copied.
type leaves struct {
	blocks [][]leaf
	count  int
}

const leavesInBlock = 1 << 12

func (ls *leaves) add(l leaf) {
	if ls.count%leavesInBlock == 0 {
		ls.blocks = append(ls.blocks, nil)
	}
	last := len(ls.blocks) - 1
	if last > 0 && ls.blocks[last] == nil {
		ls.blocks[last] = make([]leaf, 0, leavesInBlock)
	}
	ls.blocks[last] = append(ls.blocks[last], l)
	ls.count++
}

func (ls *leaves) at(i int) *leaf { return &ls.blocks[i/leavesInBlock][i%leavesInBlock] }

// LeafFields is what a reader knows about a leaf. Whatever is Given is checked.
type LeafFields struct {
	attacktree.Leaf
	Title     string
	Kind      attacktree.Kind
	Given     Given
	Uncertain *Distribution
}

// Leaf defines an event. A probability that is not given is that of the
// uncertainty, if there is one. It reports numbers out of range at the leaf.
func (g *Graph) Leaf(n Name, at Place, f *LeafFields) {
	l := leaf{Leaf: f.Leaf, name: n, kind: f.Kind, given: f.Given}
	if f.Title != "" {
		g.titles = append(g.titles, f.Title)
		l.title = int32(len(g.titles))
	}
	if f.Uncertain != nil {
		g.doubt(&l, at, f.Uncertain)
	}
	if !l.given.Has(Probability) && !l.derived {
		l.Probability = 1
	}
	g.checkNumbers(n, at, &l)
	if g.define(n, LeafSort, g.leaves.count, at) {
		g.leaves.add(l)
	}
}

// doubt keeps the distribution of a leaf; its mean is the probability if there is no other.
func (g *Graph) doubt(l *leaf, at Place, d *Distribution) {
	law, err := d.Law()
	if err != nil {
		g.Report(at, source.Value, "the uncertainty of %s: %v", g.quote(l.name), err)
		return
	}
	g.doubts = append(g.doubts, *d)
	l.doubt = int32(len(g.doubts))
	if !l.given.Has(Probability) {
		l.Probability, l.derived = law.Mean(), true
	}
}

func (g *Graph) checkNumbers(n Name, at Place, l *leaf) {
	switch {
	case !isProbability(l.Probability):
		g.Report(at, source.Value, "the probability of %s is %v; it should be between 0 and 1", g.quote(n), l.Probability)
	case !isAmount(l.Cost):
		g.Report(at, source.Value, "the cost of %s is %v; it should be finite and not negative", g.quote(n), l.Cost)
	case !isAmount(l.Time):
		g.Report(at, source.Value, "the time of %s is %v; it should be finite and not negative", g.quote(n), l.Time)
	case !isAmount(l.Damage):
		g.Report(at, source.Value, "the damage of %s is %v; it should be finite and not negative", g.quote(n), l.Damage)
	case l.Skill < 0:
		g.Report(at, source.Value, "the skill of %s is %d; it should not be negative", g.quote(n), l.Skill)
	case !isProbability(l.Detection):
		g.Report(at, source.Value, "the detection of %s is %v; it should be between 0 and 1", g.quote(n), l.Detection)
	}
}

func isProbability(x float64) bool { return x >= 0 && x <= 1 }

func isAmount(x float64) bool { return x >= 0 && x <= math.MaxFloat64 }
