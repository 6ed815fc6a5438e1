package attacktree

import (
	"context"
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
)

// Sampling says how Estimate and Propagate draw. The zero value is a million samples
// from seed 0, for Propagate ten thousand.
type Sampling struct {
	Samples int // 0 is DefaultSamples, for Propagate DefaultDraws
	Seed    uint64
}

// DefaultSamples makes an estimate of 1/2 good to a thousandth.
const DefaultSamples = 1_000_000

// Estimate is what samples tell of a probability. Low and High are the ends of the
// two-sided 95 % interval of Clopper and Pearson ("The use of confidence or fiducial
// limits illustrated in the case of the binomial", 1934): in at least 95 of 100
// seeds it holds the truth, however rare the root is, without a hit too.
type Estimate struct {
	Probability float64 // Hits / Samples
	Low, High   float64
	Hits        int // samples in which the root is reached
	Samples     int
	Seed        uint64
}

// outside is the chance that the interval misses the truth on one given side.
const outside = 0.025

// Estimate tosses every leaf for each sample and counts the samples in which the
// root is reached. p is by leaf, of every kind: that of a defence is its chance to be
// in place, 0 if it is not. It needs no diagram, works for every tree and takes
// about half a nanosecond a node and sample, and at most 8 bytes a node or 64 MB, whichever
// is more. Equal trees, probabilities and samplings give equal estimates. Errors are
// numbers out of range, and ctx's, which is looked at about every millisecond.
//
// A root of probability q takes about 400/q samples to be known within a tenth.
func (t *Tree) Estimate(ctx context.Context, p []float64, o Sampling) (Estimate, error) {
	if err := t.checkChances(p); err != nil {
		return Estimate{}, err
	}
	if o.Samples < 0 {
		return Estimate{}, fmt.Errorf("%d samples", o.Samples)
	}
	if o.Samples == 0 {
		o.Samples = DefaultSamples
	}
	hits, err := newTrial(t, p, o).run(ctx, o.Samples)
	if err != nil {
		return Estimate{}, err
	}
	e := Estimate{Probability: float64(hits) / float64(o.Samples), Hits: hits, Samples: o.Samples, Seed: o.Seed}
	e.Low, e.High = confidence(hits, o.Samples)
	return e, nil
}

func (t *Tree) checkChances(p []float64) error {
	if len(p) != len(t.kinds) {
		return fmt.Errorf("%d leaves have probabilities, the tree has %d", len(p), len(t.kinds))
	}
	for i, chance := range p {
		if !isProbability(chance) {
			return fmt.Errorf("leaf %d: probability %v is not between 0 and 1", i, chance)
		}
	}
	return nil
}

// confidence is the interval of Clopper and Pearson, from quantiles of the beta law.
func confidence(hits, samples int) (low, high float64) {
	k, n := float64(hits), float64(samples)
	low, high = 0, 1
	if hits > 0 {
		low = betaQuantile(k, n-k+1, outside)
	}
	if hits < samples {
		high = betaQuantile(k+1, n-k, 1-outside)
	}
	return low, high
}

// A trial is drawn in blocks, every node for a whole block at once.
const (
	blockWords  = 64      // of 64 samples, in a block
	memoryWords = 8 << 20 // for all nodes of a large tree, which has shorter blocks
	patience    = 1 << 15 // words of nodes between two looks at the context
)

// trial is samples in progress: one bit a sample.
type trial struct {
	*Tree
	p      []float64
	bits   *rand.PCG
	rand   *rand.Rand // from bits
	words  int        // of each node, in this block
	stride int        // from a node's words to the next one's
	values []uint64   // by node, stride words each; of unreached nodes unused
}

func newTrial(t *Tree, p []float64, o Sampling) *trial {
	nodes := int(t.root) + 1
	stride := min(blockWords, max(1, memoryWords/nodes), (o.Samples-1)/64+1)
	source := rand.NewPCG(o.Seed, 0)
	return &trial{Tree: t, p: p, bits: source, rand: rand.New(source), stride: stride, values: make([]uint64, nodes*stride)}
}

// run counts the samples that reach the root.
func (t *trial) run(ctx context.Context, samples int) (hits int, err error) {
	for left := samples; left > 0; left -= 64 * t.stride {
		t.words = min(t.stride, (left-1)/64+1)
		if err := t.block(ctx); err != nil {
			return 0, err
		}
		root := t.wordsOf(t.root)
		if spare := 64*t.words - left; spare > 0 {
			root[t.words-1] &= ^uint64(0) >> spare
		}
		for _, w := range root {
			hits += bits.OnesCount64(w)
		}
	}
	return hits, nil
}

func (t *trial) block(ctx context.Context) error {
	work := 0
	for at := range t.root + 1 {
		if !t.reached[at] {
			continue
		}
		if work -= t.words * (1 + len(t.of(at))); work < 0 {
			work = patience
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		t.decide(at)
	}
	return nil
}

// wordsOf is the words of a node.
func (t *trial) wordsOf(at Node) []uint64 {
	from := int(at) * t.stride
	return t.values[from : from+t.words]
}

// decide fills a node's words, from its children's.
func (t *trial) decide(at Node) {
	words, children := t.wordsOf(at), t.of(at)
	switch t.operators[at] {
	case isLeaf:
		t.toss(words, t.p[t.numbers[at]])
		return
	case isConstant:
		fill(words, -uint64(t.numbers[at]))
		return
	case isAtLeast:
		t.count(words, children, uint64(t.numbers[at]))
		return
	}
	copy(words, t.wordsOf(children[0]))
	for _, child := range children[1:] {
		combine(t.operators[at], words, t.wordsOf(child))
	}
	if t.operators[at] == isNot {
		invert(words)
	}
}

func fill(words []uint64, value uint64) {
	for i := range words {
		words[i] = value
	}
}

func invert(words []uint64) {
	for i := range words {
		words[i] = ^words[i]
	}
}

func combine(o operator, words, more []uint64) {
	more = more[:len(words)]
	switch o {
	case isAny:
		for i := range words {
			words[i] |= more[i]
		}
	case isOdd:
		for i := range words {
			words[i] ^= more[i]
		}
	default:
		for i := range words {
			words[i] &= more[i]
		}
	}
}

// count is whether at least k of the children hold. Each sample has a counter whose
// bits lie in as many planes; it begins so far below a power of two that the top
// plane is reached with k.
func (t *trial) count(words []uint64, children []Node, k uint64) {
	var planes [34]uint64
	top := bits.Len64(max(k, uint64(len(children))-k+1) - 1)
	start := uint64(1)<<top - k
	for i := range words {
		for plane := range planes[:top+1] {
			planes[plane] = -(start >> plane & 1)
		}
		for _, child := range children {
			carry := t.values[int(child)*t.stride+i]
			for plane := 0; carry != 0; plane++ {
				planes[plane], carry = planes[plane]^carry, planes[plane]&carry
			}
		}
		words[i] = planes[top]
	}
}

// rare is the probability below which toss looks for the hits alone.
const rare = 1.0 / 64

// toss gives every bit the chance p.
func (t *trial) toss(words []uint64, p float64) {
	switch {
	case p < rare:
		fill(words, 0)
		t.flip(words, p)
	case p > 1-rare:
		fill(words, ^uint64(0))
		t.flip(words, 1-p)
	default:
		t.compare(words, p)
	}
}

// flip changes each bit with a small chance p: the gaps between changes are geometric,
// rounded down exponential ones.
func (t *trial) flip(words []uint64, p float64) {
	if p == 0 {
		return
	}
	scale := -1 / math.Log1p(-p)
	for at, end := -1.0, float64(64*len(words)); ; {
		at += 1 + math.Floor(t.rand.ExpFloat64()*scale)
		if at >= end {
			return
		}
		words[int(at)/64] ^= 1 << (int(at) % 64)
	}
}

// compare makes each bit a uniform number's being below p, exactly: it draws all 64
// numbers of a word digit by digit until each differs from p. p is at least rare, so
// its digits fit.
func (t *trial) compare(words []uint64, p float64) {
	digits := uint64(math.Ldexp(p, 64))
	for i := range words {
		below, equal := uint64(0), ^uint64(0)
		for rest := digits; rest != 0 && equal != 0; rest <<= 1 {
			drawn, digit := t.bits.Uint64(), -(rest >> 63)
			below |= equal & digit &^ drawn
			equal &^= drawn ^ digit
		}
		words[i] = below
	}
}
