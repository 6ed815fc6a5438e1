package risk

import (
	"context"

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
	part, cancel := a.share(ctx)
	defer cancel()
	return a.within(ctx, "estimate", a.estimate(part))
}

func (a *asking) estimate(ctx context.Context) error {
	e, err := a.Tree.Estimate(ctx, a.chances, attacktree.Sampling{Samples: a.samples(), Seed: a.Seed})
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
