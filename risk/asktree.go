package risk

import (
	"context"
	"maps"
	"math"
	"math/big"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/model"
)

// further asks of a threat's tree what Ask asks of any: the answers then have one
// form. Limits of an attacker on whole attacks, and steps that clash in their
// order, are known only to the diagram of campaigns; where they matter, the
// answers that know nothing of them are left out.
func (d *drawing) further(ctx context.Context, answer *Answer) error {
	q := d.questions
	if q.MaxNodes == 0 {
		q.MaxNodes = d.bound.MaxNodes
	}
	s, err := d.subject()
	if err != nil {
		return err
	}
	q.MaxOrder = 0 // all sets are compared first
	a := newAsking(s, q)
	a.answer = answer
	if !answer.Exact {
		answer.Bounds = d.bounds(answer)
	}
	stated, exact := answer.Probability, answer.Exact
	if err := a.within(ctx, "engine", a.analyse(ctx)); err != nil {
		return err
	}
	found := answer.Probability
	answer.Probability, answer.Exact = stated, exact
	a.MaxOrder = d.questions.MaxOrder
	return a.onlyIf(ctx, found != nil && stated != nil && alike(*found, *stated))
}

// subject is the tree without the steps that are shut now.
func (d *drawing) subject() (Subject, error) {
	leaves := make([]attacktree.Leaf, len(d.now))
	shut := make([]bool, len(d.now))
	s := Subject{Name: d.threat.ID, Title: d.threat.Title, Leaves: leaves}
	for i, step := range d.grove.steps {
		leaves[i] = d.now[i]
		if shut[i] = leaves[i].Probability == 0 || d.who.Can != nil && !d.who.Can[i]; shut[i] {
			leaves[i].Probability = 0
		}
		s.IDs = append(s.IDs, step.ID)
		s.Kinds = append(s.Kinds, kindOf(step))
	}
	open := *d.grove
	open.nodes = maps.Clone(d.grove.nodes) // the pictures' own numbers stay
	var err error
	s.Tree, err = open.build(d.model, shut, []*model.Threat{d.threat})
	return s, err
}

// bounds are certified: the answer has an upper end, and each attack is a lower one.
func (d *drawing) bounds(answer *Answer) *[2]float64 {
	low := 0.0
	if answer.Likeliest != nil {
		low = answer.Likeliest.Probability
	}
	return &[2]float64{low, *answer.Probability}
}

// alike compares probabilities, sums of many numbers.
func alike(p, q float64) bool { return math.Abs(p-q) <= 1e-9*max(p, q) }

// onlyIf asks on where nothing but the tree itself decides.
func (a *asking) onlyIf(ctx context.Context, plain bool) error {
	if !plain {
		if a.Importance || a.Samples > 0 {
			a.remark("limits on whole attacks decide here: there is no importance and no estimate")
		}
		return nil
	}
	if err := a.within(ctx, "minimal_sets", a.orders(ctx)); err != nil {
		return err
	}
	if err := a.within(ctx, "importance", a.importances()); err != nil {
		return err
	}
	return a.nearly(ctx)
}

// orders counts by order what is counted already, if it is the same.
func (a *asking) orders(ctx context.Context) error {
	m := &a.answer.MinimalSets
	count, ok := new(big.Int).SetString(string(m.Count), 10)
	if !ok {
		return nil
	}
	all, err := a.analysis.Count(ctx)
	if err != nil || all.Cmp(count) != 0 {
		return err
	}
	if a.MaxOrder == 0 {
		return a.count(ctx, m)
	}
	for i, set := range m.Listed {
		if len(set) > a.MaxOrder {
			m.Listed = m.Listed[:i] // they are listed smallest first
			break
		}
	}
	m.MaxOrder = a.MaxOrder
	return a.count(ctx, m)
}
