package risk

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// answer asks the engine everything about the current view. What is over its
// budget is left empty and named.
func (d *drawing) answer(ctx context.Context) (Answer, *attacktree.Attack, error) {
	p, exact, err := d.grove.diagram.Attempt(ctx, d.now, d.who)
	if err != nil {
		return Answer{}, nil, fmt.Errorf("evaluate %q: %w", d.threat.ID, err)
	}
	answer := Answer{Tree: d.threat.ID, Leaves: len(d.grove.steps), Gates: d.grove.gates, Probability: &p, Exact: exact}
	var cheapest *attacktree.Attack
	for _, question := range []struct {
		name string
		ask  func() error
	}{
		{"minimal_sets", func() (err error) { answer.MinimalSets, err = d.sets(ctx); return err }},
		{"cheapest", func() (err error) {
			cheapest, err = d.first(ctx, attacktree.Cheapest)
			answer.Cheapest = d.public(cheapest)
			return err
		}},
		{"likeliest", func() error {
			found, err := d.first(ctx, attacktree.Likeliest)
			answer.Likeliest = d.public(found)
			return err
		}},
		{"quickest", func() error {
			found, err := d.first(ctx, attacktree.Quickest)
			answer.Quickest = d.timed(found)
			return err
		}},
		{"front", func() (err error) { answer.Front, err = d.front(ctx); return err }},
	} {
		switch err := question.ask(); {
		case errors.Is(err, attacktree.ErrBudget):
			answer.OverBudget = append(answer.OverBudget, question.name)
		case err != nil:
			return Answer{}, nil, fmt.Errorf("search the attacks of %q: %w", d.threat.ID, err)
		}
	}
	return answer, cheapest, d.further(ctx, &answer)
}

// first is the best attack by one measure, nil if there is none.
func (d *drawing) first(ctx context.Context, by attacktree.Order) (*attacktree.Attack, error) {
	found, err := d.grove.diagram.Best(ctx, d.now, d.who, by, 1)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

func (d *drawing) public(found *attacktree.Attack) *Attack {
	if found == nil {
		return nil
	}
	return d.grove.attack(*found)
}

func (d *drawing) timed(found *attacktree.Attack) *TimedAttack {
	if found == nil {
		return nil
	}
	return &TimedAttack{Steps: d.grove.read(found.Leaves), Time: found.Time}
}

func (d *drawing) sets(ctx context.Context) (MinimalSets, error) {
	m := MinimalSets{Listed: [][]string{}}
	count, sets, err := d.grove.diagram.Sets(ctx, d.now, d.who, cmp.Or(d.questions.Sets, MaxListed))
	if err != nil {
		return m, err
	}
	m.Count, m.Exact = Count(count.String()), true
	for _, s := range sets {
		m.Listed = append(m.Listed, d.grove.read(s))
	}
	return m, nil
}

func (d *drawing) front(ctx context.Context) ([][]float64, error) {
	front := [][]float64{}
	points, err := d.grove.diagram.Front(ctx, d.now, d.who)
	for _, p := range points {
		front = append(front, []float64{p.Cost, p.Probability})
	}
	return front, err
}
