package risk

import (
	"context"
	"errors"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// An estimate that nobody sized takes about two seconds.
const (
	nodeSamples  = 4_000_000_000
	leastSamples = 1_000
)

// nearly bounds and estimates what is out of reach, and estimates what was asked for.
func (a *asking) nearly(ctx context.Context) error {
	if a.chances == nil || a.answer.Exact && a.Samples == 0 {
		return nil
	}
	if !a.answer.Exact {
		if err := a.apart(ctx, "bounds", a.bounds); err != nil {
			return err
		}
	}
	return a.apart(ctx, "estimate", a.estimate)
}

// apart asks a question within half of the time that is left.
func (a *asking) apart(ctx context.Context, name string, ask func(context.Context) error) error {
	part, cancel := a.share(ctx)
	defer cancel()
	return a.within(ctx, name, ask(part))
}

// fewNodes is a budget for those whose time is up: what they still ask for needs
// no diagram.
const fewNodes = 1 << 10

func (a *asking) bounds(ctx context.Context) error {
	rest := a.analysis
	if rest == nil {
		var err error
		rest, err = attacktree.Analyse(ctx, a.Tree, attacktree.Options{MaxNodes: fewNodes})
		if rest == nil {
			return err
		}
	}
	low, high, err := rest.Bounds(ctx, a.chances)
	if err != nil {
		return err
	}
	a.answer.Bounds = &[2]float64{low, high}
	return nil
}

// estimate draws samples. Under a timeout a short estimate comes first, in case
// that the time does not suffice for the whole one.
func (a *asking) estimate(ctx context.Context) error {
	if a.Timeout > 0 {
		if err := a.draw(ctx, leastSamples); err != nil {
			return err
		}
	}
	err := a.draw(ctx, a.samples())
	if errors.Is(err, context.DeadlineExceeded) && a.answer.Estimate != nil {
		return nil
	}
	return err
}

func (a *asking) draw(ctx context.Context, samples int) error {
	e, err := a.Tree.Estimate(ctx, a.chances, attacktree.Sampling{Samples: samples, Seed: a.Seed})
	if err != nil {
		return err
	}
	a.answer.Estimate = &Estimate{Probability: e.Probability, Interval: [2]float64{e.Low, e.High}, Samples: e.Samples, Seed: e.Seed}
	return nil
}

// samples are as many as asked for, else as many as a tree of this size allows.
func (a *asking) samples() int {
	if a.Samples > 0 {
		return a.Samples
	}
	return max(leastSamples, min(attacktree.DefaultSamples, nodeSamples/(len(a.Leaves)+a.Gates+1)))
}
