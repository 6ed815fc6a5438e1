package attacktree

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// DefaultDraws is how many samples Propagate takes unless it is told: then about
// 500 lie beyond either of the percentiles 5 and 95.
const DefaultDraws = 10_000

// MaxDraws is how many samples Propagate takes at most; they take half a gigabyte.
const MaxDraws = 1 << 26

// Spread is what is known of the root's probability when those of the leaves are
// uncertain. Mean and Deviation are those of the samples; Low and High are the ends of
// the two-sided 95 % interval of the mean by the central limit theorem, within [0, 1],
// and all of it for a single sample. P5, Median and P95 are Quantile of 0.05, 0.5 and 0.95.
type Spread struct {
	Mean, Deviation float64
	Low, High       float64
	P5, Median, P95 float64
	Samples         int
	Seed            uint64
	Sorted          []float64 // the root's probability in each sample, ascending
}

// Quantile is the probability that a share q of the samples stays below, q in
// [0, 1], interpolated between neighbours (definition 7 of R. Hyndman and Y. Fan,
// Sample quantiles in statistical packages, 1996); NaN for any other q or without samples.
func (s Spread) Quantile(q float64) float64 {
	if !isProbability(q) || len(s.Sorted) == 0 {
		return math.NaN()
	}
	at := q * float64(len(s.Sorted)-1)
	below := int(at)
	above := min(below+1, len(s.Sorted)-1)
	return s.Sorted[below] + (at-float64(below))*(s.Sorted[above]-s.Sorted[below])
}

// Propagate tells how uncertain the root's probability is when that of each leaf
// is drawn from its law, independently: laws is by leaf, also of defences. Every
// sample is evaluated exactly, at about a nanosecond per node of the diagrams and
// argument of other gates. Beyond the samples it needs some kilobytes for each node
// that is alive at a time, of which there are few, and some tens of bytes for each other.
//
// Equal trees, laws and samplings give equal spreads up to rounding, whatever order
// the diagrams have: every leaf has random numbers of its own. More samples with the
// same seed begin with those of fewer. Errors are numbers out of range, ErrBudget where
// there is no exact answer, and ctx's.
func (a *Analysis) Propagate(ctx context.Context, laws []Distribution, o Sampling) (Spread, error) {
	switch {
	case len(laws) != len(a.tree.kinds):
		return Spread{}, fmt.Errorf("%d leaves have laws, the tree has %d", len(laws), len(a.tree.kinds))
	case o.Samples < 0 || o.Samples > MaxDraws:
		return Spread{}, fmt.Errorf("%d samples are not between 1 and %d", o.Samples, MaxDraws)
	case !a.exact():
		return Spread{}, ErrBudget
	case o.Samples == 0:
		o.Samples = DefaultDraws
	}
	return promptly(ctx, func() (Spread, error) {
		samples, err := newSampler(a.program().schedule(), laws, o.Seed).run(ctx, o.Samples)
		if err != nil {
			return Spread{}, err
		}
		return newSpread(samples, o.Seed), nil
	})
}

// normal975 is the quantile 0.975 of the standard normal law.
const normal975 = 1.959963984540054

func newSpread(samples []float64, seed uint64) Spread {
	n := float64(len(samples))
	s := Spread{Mean: sum(samples) / n, High: 1, Samples: len(samples), Seed: seed, Sorted: samples}
	if n > 1 {
		squares := 0.0
		for _, p := range samples {
			squares += (p - s.Mean) * (p - s.Mean)
		}
		s.Deviation = math.Sqrt(squares / (n - 1))
		half := normal975 * s.Deviation / math.Sqrt(n)
		s.Low, s.High = clipped(s.Mean-half), clipped(s.Mean+half)
	}
	slices.Sort(samples)
	s.P5, s.Median, s.P95 = s.Quantile(0.05), s.Quantile(0.5), s.Quantile(0.95)
	return s
}

// blockDraws is how many samples a row holds: enough to forget the price of a step, few
// enough for the rows that are alive to stay near the processor.
const blockDraws = 64

// draws is a row: one number for each sample of a block.
type draws [blockDraws]float64

// sampler evaluates a schedule for a block of samples at a time.
type sampler struct {
	*schedule
	laws []Distribution
	seed uint64
	bits rand.PCG
	rand *rand.Rand // from bits
	rows []draws    // by place
}

func newSampler(s *schedule, laws []Distribution, seed uint64) *sampler {
	m := &sampler{schedule: s, laws: laws, seed: seed, rows: make([]draws, s.places)}
	m.rand = rand.New(&m.bits)
	for i := range m.rows[oneRow] {
		m.rows[oneRow][i] = 1
	}
	return m
}

func (m *sampler) run(ctx context.Context, count int) (samples []float64, err error) {
	for block := uint64(0); len(samples) < count; block++ {
		if err := m.block(ctx, block); err != nil {
			return nil, err
		}
		samples = append(samples, m.rows[m.result][:min(blockDraws, count-len(samples))]...)
	}
	return samples, nil
}

// stepsPerLook is how many steps go by between two looks at the context.
const stepsPerLook = 1 << 12

func (m *sampler) block(ctx context.Context, block uint64) error {
	for part := range slices.Chunk(m.steps, stepsPerLook) {
		if err := ctx.Err(); err != nil {
			return err
		}
		for i := range part {
			s := &part[i]
			switch {
			case s.isLeaf():
				m.draw(s.leaf(), block, &m.rows[s.to])
			case s.v == noRow:
				m.rows[s.to].between(&m.rows[s.a], &m.rows[s.b], &m.rows[s.w])
			default:
				m.rows[s.to].mix(&m.rows[s.a], &m.rows[s.b], &m.rows[s.w], &m.rows[s.v])
			}
		}
	}
	return nil
}

// draw fills a leaf's row from a generator that depends on the seed, the leaf and
// the block alone.
func (m *sampler) draw(leaf int, block uint64, to *draws) {
	m.bits.Seed(scatter(scatter(m.seed)+uint64(leaf)), scatter(block))
	m.laws[leaf].Fill(m.rand, to[:])
}

// scatter is the finaliser of SplitMix64 (G. Steele, D. Lea, C. Flood, Fast
// splittable pseudorandom number generators, 2014): neighbours end far apart.
func scatter(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func (d *draws) between(a, b, w *draws) {
	for i := range d {
		d[i] = a[i] + w[i]*(b[i]-a[i])
	}
}

func (d *draws) mix(a, b, w, v *draws) {
	for i := range d {
		d[i] = a[i]*v[i] + b[i]*w[i]
	}
}
