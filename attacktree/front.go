package attacktree

import (
	"context"
	"math"

	"github.com/stormtree-dev/stormtree/attacktree/internal/bdd"
)

// Front returns the Pareto front of cost and probability over the same attacks
// as Best, cheapest first: no attack that is as likely is cheaper, none that is as
// cheap is likelier. Of attacks equal in both, the one with fewer steps, then lower
// leaf numbers, is named. A front may be exponentially large; ErrBudget ends it.
func (d *Diagram) Front(ctx context.Context, leaves []Leaf, who Actor) ([]Attack, error) {
	s, err := d.plans(ctx, leaves, who, Cheapest)
	if err != nil {
		return nil, err
	}
	s.front = s.newDominance()
	front := []Attack{}
	for {
		p, err := s.next()
		if err != nil {
			return nil, err
		}
		if p == nil {
			return front, nil
		}
		s.front.likeliest = p.spent[unlikely]
		if front, err = s.report(front, p, leaves); err != nil {
			return nil, err
		}
	}
}

// dominance knows which paths of a search that goes from cheap to dear cannot
// add to the front.
type dominance struct {
	likeliest float64     // of the front so far, as minus its logarithm
	least     []bdd.Range // of the same number, by family
	passed    []float64   // by family, of the likeliest path that went on from there; nil if paths are not interchangeable
}

func (s *search) newDominance() *dominance {
	weight := make([]float64, len(s.weight))
	for e, w := range s.weight {
		weight[e] = w[unlikely]
	}
	f := &dominance{likeliest: math.Inf(1), least: s.Weights(s.family, weight)}
	if s.clock == nil { // time cannot exclude a set
		f.passed = make([]float64, len(f.least))
		for i := range f.passed {
			f.passed[i] = math.Inf(1)
		}
	}
	return f
}

// covers reports whether everything that a path leads to is no likelier than
// something that is no dearer.
func (f *dominance) covers(p *path) bool {
	spent := p.spent[unlikely]
	if near(unlikely, spent+f.least[p.rest].Least, f.likeliest) >= 0 {
		return true
	}
	if f.passed == nil || p.rest == bdd.Unit {
		return false
	}
	if near(unlikely, spent, f.passed[p.rest]) >= 0 {
		return true
	}
	f.passed[p.rest] = spent
	return false
}
