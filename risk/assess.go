package risk

import (
	"context"
	"fmt"
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/policies"
)

// analysis is one model with its findings and actors, ready for questions. It
// is for one goroutine.
type analysis struct {
	model     *model.Model
	bound     attacktree.Options
	catalogue map[string]policies.Rule // the loaded rules by id
	*judged
	words    map[string]Category // by rule
	findings findings
	actors   map[string]actor
	scale    scale
	unions   map[string]union           // of several threats, by their ids
	joint    map[string]Views           // frequencies of several threats, by their ids and the cause
	uses     map[string]map[string]bool // by risk: the steps that its cause could use
	ranked   []string                   // risks in rank order
	// systemAtMost says that some union of threats was over the engine's budget.
	systemAtMost bool
	remarks      []Note // what the engine could not do exactly
}

// measure is one row's frequency and likelihood in one world.
type measure struct {
	frequency  float64 // expected incidents per horizon
	likelihood float64 // chance of at least one per horizon
	atMost     bool    // the engine's budget allowed only an upper bound
}

// outcome is one threat in one world: accidents, each attacker, all together.
type outcome struct {
	accident measure
	actors   []measure
	total    measure
}

// stage is one threat with its tree and those who may attack it.
type stage struct {
	threat *model.Threat
	grove  *grove
	cast   []*model.Attacker
	played []scene
}

// scene is one world that was played already: equal leaves give equal outcomes.
type scene struct {
	leaves  []attacktree.Leaf
	outcome outcome
}

func (a *analysis) stage(ctx context.Context, t *model.Threat) (*stage, error) {
	g, err := plant(ctx, a.model, a.bound, t)
	if err != nil {
		return nil, err
	}
	return &stage{threat: t, grove: g, cast: who(a.model, t)}, nil
}

// play asks the engine for every row of one threat in one world.
func (a *analysis) play(ctx context.Context, s *stage, w world) (outcome, error) {
	leaves := s.grove.leaves(w.effect(a.model), a.findings)
	for _, before := range s.played {
		if slices.Equal(before.leaves, leaves) {
			return before.outcome, nil
		}
	}
	campaign, err := s.grove.diagram.Campaign(ctx, leaves, a.engineActors(s, leaves))
	if err != nil {
		return outcome{}, fmt.Errorf("evaluate %q: %w", s.threat.ID, err)
	}
	s.played = append(s.played, scene{leaves, newOutcome(campaign)})
	return newOutcome(campaign), nil
}

func (a *analysis) engineActors(s *stage, leaves []attacktree.Leaf) []attacktree.Actor {
	actors := make([]attacktree.Actor, len(s.cast))
	for i := range s.cast {
		actors[i] = a.engineActor(s, i, leaves)
	}
	return actors
}

func (a *analysis) engineActor(s *stage, i int, leaves []attacktree.Leaf) attacktree.Actor {
	attempts, _ := attemptsAt(s.threat, s.cast[i])
	return a.actors[s.cast[i].ID].in(s.grove, leaves, attempts, a.model.Horizon)
}

func newOutcome(c attacktree.Campaign) outcome {
	o := outcome{
		accident: measure{frequency: c.Accident, likelihood: c.Accident},
		actors:   make([]measure, len(c.Rows)),
		total:    measure{frequency: c.Accident, likelihood: c.Likelihood, atMost: c.UpperBound},
	}
	for i, r := range c.Rows {
		o.actors[i] = measure{frequency: r.Frequency, likelihood: r.Likelihood, atMost: r.UpperBound}
		o.total.frequency += r.Frequency
	}
	return o
}

// row is the measure of one cause: accidents first, then the cast in order.
func (o outcome) row(cause int) measure {
	if cause == 0 {
		return o.accident
	}
	return o.actors[cause-1]
}

// views is one threat in the three views of one kind of world.
type views struct{ inherent, current, projected outcome }

func (a *analysis) views(ctx context.Context, s *stage, w world) (views, error) {
	var v views
	for _, view := range []struct {
		acts func(*model.Mitigation) bool
		into *outcome
	}{{inherent, &v.inherent}, {current, &v.current}, {projected, &v.projected}} {
		w.acts = view.acts
		o, err := a.play(ctx, s, w)
		if err != nil {
			return views{}, err
		}
		*view.into = o
	}
	return v, nil
}

// assessment is one threat in the worlds that a register needs.
type assessment struct {
	*stage
	stated views // nothing unstated protects anybody
	closed views // every unknown finding turned out well
	best   views // and every step without a probability never works

	low, high outcome // today, with default probabilities at the ends of their ranges
}

func (a *analysis) assess(ctx context.Context, t *model.Threat) (*assessment, error) {
	s, err := a.stage(ctx, t)
	if err != nil {
		return nil, err
	}
	as := &assessment{stage: s}
	for _, ask := range []struct {
		world world
		into  *views
	}{
		{asStated(nil), &as.stated},
		{world{missing: true}, &as.closed},
		{world{}, &as.best},
	} {
		if *ask.into, err = a.views(ctx, s, ask.world); err != nil {
			return nil, err
		}
	}
	return as, a.shift(ctx, as)
}

// shift moves the default probabilities of a threat to the ends of their ranges.
func (a *analysis) shift(ctx context.Context, as *assessment) (err error) {
	as.low, as.high = as.stated.current, as.stated.current
	if !slices.ContainsFunc(as.grove.steps, func(s *model.Step) bool { return isDefault(s.Basis) }) {
		return nil
	}
	w := asStated(current)
	w.ends = atLow
	if as.low, err = a.play(ctx, as.stage, w); err != nil {
		return err
	}
	w.ends = atHigh
	as.high, err = a.play(ctx, as.stage, w)
	return err
}
