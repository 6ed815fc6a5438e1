package attacktree

import (
	"context"
	"errors"
)

// Order ranks attacks.
type Order uint8

// The orders. Ties go to the higher probability, then to fewer steps, then to the lower leaf numbers.
const (
	Cheapest Order = iota
	Likeliest
	Quickest
	Smallest
)

// Attack is one minimal attack set with its numbers: cost is the sum over
// actions, time the elapsed time, skill the highest of the actions, probability
// the product of all leaves, damage the sum over all, detection the chance that at
// least one is noticed. Luck costs nothing and takes no time.
type Attack struct {
	Leaves      []int // ascending
	Cost        float64
	Time        float64
	Skill       int
	Probability float64
	Damage      float64
	Detection   float64
}

// summary is an attack with all its numbers but the time.
func (t *Tree) summary(set []int, leaves []Leaf) Attack {
	a := Attack{Leaves: set, Probability: 1}
	unnoticed := 1.0
	for _, leaf := range set {
		l := &leaves[leaf]
		a.Probability *= l.Probability
		a.Damage += l.Damage
		unnoticed *= 1 - l.Detection
		if t.isAction(leaf) {
			a.Cost += l.Cost
			a.Skill = max(a.Skill, l.Skill)
		}
	}
	a.Detection = 1 - unnoticed
	return a
}

// Best returns the k best attacks without accidents within an actor's limits,
// best first; none is an empty slice. Conditions are allowed: the actor hopes for
// them. Cheapest and likeliest cost a step per leaf of each attack, unless limits
// exclude many; quickest is a search with a bound. ErrBudget ends either.
func (d *Diagram) Best(ctx context.Context, leaves []Leaf, who Actor, by Order, k int) ([]Attack, error) {
	attacks := []Attack{}
	s, err := d.plans(ctx, leaves, who, by)
	for err == nil && len(attacks) < k {
		var p *path
		if p, err = s.next(); p == nil {
			break
		}
		attacks, err = s.report(attacks, p, leaves)
	}
	if err != nil {
		return nil, err
	}
	return attacks, nil
}

// plans searches the attacks that an actor may plan: without accidents, within
// his reach. The search keeps to limits as it goes, so that a few good attacks
// are found even where there are too many to filter.
func (d *Diagram) plans(ctx context.Context, leaves []Leaf, who Actor, by Order) (*search, error) {
	if err := errors.Join(d.tree.checkLeaves(leaves), d.tree.checkActor(who)); err != nil {
		return nil, err
	}
	d.begin()
	w, err := d.minimal(ctx)
	if err != nil {
		return nil, err
	}
	v := d.tree.see(leaves, who)
	w.Start(ctx)
	planned := w.Drop(w.all, byLevel(w.order, d.tree.unplanned(v)))
	planned = w.Touching(planned, byLevel(w.order, d.tree.actionLeaves()))
	if w.Err() != nil {
		return nil, budget(w.Err())
	}
	s := d.newSearch(ctx, w, v)
	s.ranking = []measure{unlikely, steps}
	switch by {
	case Cheapest:
		s.ranking = []measure{costs, unlikely, steps}
	case Smallest:
		s.ranking = []measure{steps, unlikely}
	}
	dear, slow := d.mayBreak(v)
	if dear {
		s.cheap = w.Weights(planned, byLevel(w.order, v.cost))
	}
	s.swift = by == Quickest && s.timer.longest(v.out) > 0
	if s.swift || slow {
		s.clock = s.timer
	}
	s.start(planned)
	return s, nil
}

// unplanned is what no actor plans with: what is out for him, and accidents.
func (t *Tree) unplanned(v view) []bool {
	gone := t.leavesOf(Accident)
	for leaf, out := range v.out {
		gone[leaf] = gone[leaf] || out
	}
	return gone
}

// report appends a set with its numbers.
func (s *search) report(attacks []Attack, p *path, leaves []Leaf) ([]Attack, error) {
	a := s.timer.summary(s.leaves(p), leaves)
	a.Time = p.time
	if !p.timed {
		time, _, err := s.timer.elapsed(a.Leaves)
		if err != nil {
			return nil, err
		}
		a.Time = time
	}
	return append(attacks, a), nil
}
