package attacktree

import (
	"context"
	"math"
)

// Semiring is how a metric combines: Times within a minimal set, Plus over the
// sets. Both are associative and commutative, Zero is neutral for Plus and One for
// Times, and Times distributes over Plus (C. Budde, M. Stoelinga, Efficient
// algorithms for quantitative attack tree analysis, CSF 2021).
type Semiring[T any] struct {
	Zero, One   T
	Plus, Times func(a, b T) T
}

// MinSum is the least sum: of costs, or of time for one who works alone.
func MinSum() Semiring[float64] {
	add := func(a, b float64) float64 { return a + b }
	return Semiring[float64]{math.Inf(1), 0, minimum, add}
}

// MinMax is the least maximum: of time for many hands, of skill.
func MinMax() Semiring[float64] {
	return Semiring[float64]{math.Inf(1), 0, minimum, maximum}
}

// MaxSum is the greatest sum: of damage.
func MaxSum() Semiring[float64] {
	add := func(a, b float64) float64 { return a + b }
	return Semiring[float64]{math.Inf(-1), 0, maximum, add}
}

// MaxProduct is the greatest product: of probabilities.
func MaxProduct() Semiring[float64] {
	multiply := func(a, b float64) float64 { return a * b }
	return Semiring[float64]{0, 1, maximum, multiply}
}

func minimum(a, b float64) float64 { return min(a, b) }

func maximum(a, b float64) float64 { return max(a, b) }

// Metric evaluates a semiring over all minimal sets of a tree, where value is that
// of a leaf. It visits each node of their diagram once. Zero is the value of a tree
// without a set. ErrBudget says that the diagram of the sets is over budget.
func Metric[T any](ctx context.Context, a *Analysis, s Semiring[T], value func(leaf int) T) (T, error) {
	f, err := a.sets(ctx)
	if err != nil {
		return s.Zero, err
	}
	return fold(f, s.Zero, s.One, value, s.Plus, s.Times), ctx.Err()
}
