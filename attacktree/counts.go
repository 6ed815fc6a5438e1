package attacktree

import (
	"context"
	"math/big"
	"math/bits"
)

// counted is a number of sets: most fit a word.
type counted struct {
	small uint64
	large *big.Int // nil while small is the number
}

func (c counted) big() *big.Int {
	if c.large != nil {
		return c.large
	}
	return new(big.Int).SetUint64(c.small)
}

func (c counted) isZero() bool { return c.large == nil && c.small == 0 }

func addCounts(a, b counted) counted {
	if a.large == nil && b.large == nil {
		if sum, carry := bits.Add64(a.small, b.small, 0); carry == 0 {
			return counted{small: sum}
		}
	}
	return counted{large: new(big.Int).Add(a.big(), b.big())}
}

func multiplyCounts(a, b counted) counted {
	if a.large == nil && b.large == nil {
		if over, product := bits.Mul64(a.small, b.small); over == 0 {
			return counted{small: product}
		}
	}
	return counted{large: new(big.Int).Mul(a.big(), b.big())}
}

// Count is the number of minimal sets, exact however large. It is linear in the
// diagram of the sets, apart from the growing numbers. ErrBudget says that this
// diagram is over budget.
func (a *Analysis) Count(ctx context.Context) (*big.Int, error) {
	f, err := a.sets(ctx)
	if err != nil {
		return nil, err
	}
	one := func(int) counted { return counted{small: 1} }
	return fold(f, counted{}, counted{small: 1}, one, addCounts, multiplyCounts).big(), ctx.Err()
}

// Orders counts the minimal sets of 0, 1, … leaves, up to the order most or the
// largest that there is. It takes time proportional to the diagram of the sets
// times the square of the order at worst.
func (a *Analysis) Orders(ctx context.Context, most int) ([]*big.Int, error) {
	f, err := a.sets(ctx)
	if err != nil {
		return nil, err
	}
	o := orderly{most: most}
	one := func(int) []counted { return o.cut([]counted{{}, {small: 1}}) }
	counts := fold(f, nil, []counted{{small: 1}}, one, o.plus, o.times)
	orders := make([]*big.Int, len(counts))
	for i, c := range counts {
		orders[i] = c.big()
	}
	return orders, ctx.Err()
}

// orderly adds and multiplies counts by order, as polynomials cut off behind most.
type orderly struct{ most int }

func (o orderly) cut(p []counted) []counted { return p[:min(len(p), o.most+1)] }

func (o orderly) plus(p, q []counted) []counted {
	if len(p) < len(q) {
		p, q = q, p
	}
	sum := make([]counted, len(p))
	copy(sum, p)
	for i, c := range q {
		sum[i] = addCounts(sum[i], c)
	}
	return sum
}

func (o orderly) times(p, q []counted) []counted {
	if len(p) == 0 || len(q) == 0 {
		return nil
	}
	product := make([]counted, min(len(p)+len(q)-1, o.most+1))
	for i, c := range p {
		if c.isZero() {
			continue
		}
		for j, d := range q[:max(0, min(len(q), len(product)-i))] {
			product[i+j] = addCounts(product[i+j], multiplyCounts(c, d))
		}
	}
	return product
}
