package attacktree

import (
	"context"

	"github.com/stormtree-dev/stormtree/attacktree/internal/bdd"
)

// places is the functions of those nodes whose children share leaves.
type places struct {
	*bdd.Functions
	nodes  []Node
	images []bdd.Ref
}

// NodeProbabilities returns, for each Node of the builder, the chance in one
// attempt that it is reached, with actions out of reach (can[leaf] false) at 0.
// Limits on whole attacks, and clashes of sequences, do not apply. A nil can is
// everything. It is linear where nothing is shared, and needs a diagram elsewhere.
func (d *Diagram) NodeProbabilities(ctx context.Context, leaves []Leaf, can []bool) ([]float64, error) {
	t := d.tree
	if err := t.checkLeaves(leaves); err != nil {
		return nil, err
	}
	if err := t.checkCan(can); err != nil {
		return nil, err
	}
	p, err := d.placed(ctx)
	if err != nil {
		return nil, err
	}
	chance := make([]float64, len(leaves))
	for i, l := range leaves {
		if can == nil || can[i] || !t.isAction(i) {
			chance[i] = l.Probability
		}
	}
	return p.probabilities(t, d.plain.order, chance), ctx.Err()
}

func (d *Diagram) placed(ctx context.Context) (*places, error) {
	if d.places != nil {
		return d.places, nil
	}
	p := &places{}
	for at := range d.tree.nodes {
		if !d.tree.alone[at] {
			p.nodes = append(p.nodes, Node(at))
		}
	}
	var err error
	if p.Functions, p.images, err = d.tree.compile(ctx, d.plain.order, d.limit, p.nodes...); err != nil {
		return nil, err
	}
	d.places = p
	return p, nil
}

func (p *places) probabilities(t *Tree, o order, chance []float64) []float64 {
	shared := p.Chances(byLevel(o, chance), p.images...)
	reached := make([]float64, t.nodes)
	for i, at := range p.nodes {
		reached[at] = shared[p.images[i]]
	}
	for at := range reached {
		if t.alone[at] {
			reached[at] = t.independent(Node(at), reached, chance)
		}
	}
	return reached
}

// independent is the probability of a node whose children share nothing.
func (t *Tree) independent(at Node, reached, chance []float64) float64 {
	switch t.operators[at] {
	case isLeaf:
		return chance[t.numbers[at]]
	case isAny, isAtLeast:
		return t.threshold(at, reached)
	}
	p := 1.0
	for _, child := range t.of(at) {
		p *= reached[child]
	}
	return p
}

// threshold is the probability that the needed number of independent children are reached.
func (t *Tree) threshold(at Node, reached []float64) float64 {
	more := make([]float64, t.needs(at)+1) // that at least so many are
	more[0] = 1
	for _, child := range t.of(at) {
		for j := len(more) - 1; j > 0; j-- {
			more[j] += reached[child] * (more[j-1] - more[j])
		}
	}
	return more[len(more)-1]
}
