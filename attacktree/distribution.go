package attacktree

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// law is the family that a distribution belongs to.
type law uint8

const (
	isPoint law = iota
	isUniform
	isBeta
	isNormal
	isLognormal
)

// Distribution is what is known of an uncertain probability. It is a plain value:
// equal distributions have the same law and parameters. The zero value is
// certainly 0. What a normal or lognormal law has outside [0, 1] counts as the
// nearest end wherever it is drawn or a quantile; Mean alone speaks of the whole law.
type Distribution struct {
	law       law
	low, high float64 // the ends of a point, uniform or beta law
	a, b      float64 // alpha and beta; mean and deviation of a normal law, or of the logarithm
}

// Point is the law of a probability that is known. It refuses what is not in [0, 1].
func Point(p float64) (Distribution, error) {
	if !isProbability(p) {
		return Distribution{}, fmt.Errorf("%v is not between 0 and 1", p)
	}
	return Distribution{low: p, high: p}, nil
}

// Uniform is the law in which everything between two ends, 0 <= low <= high <= 1, is
// as likely. Equal ends are a point.
func Uniform(low, high float64) (Distribution, error) {
	if !isProbability(low) || !isProbability(high) || low > high {
		return Distribution{}, fmt.Errorf("uniform from %v to %v: the ends are not in order between 0 and 1", low, high)
	}
	if low == high {
		return Point(low)
	}
	return Distribution{law: isUniform, low: low, high: high}, nil
}

// PERT is the beta law between two ends that experts' estimates are read as,
// 0 <= low <= mode <= high <= 1: its mean is (low + 4 mode + high) / 6 (Malcolm and
// others, "Application of a technique for research and development program
// evaluation", 1959). Equal ends are a point.
func PERT(low, mode, high float64) (Distribution, error) {
	if !isProbability(low) || !isProbability(high) || !(low <= mode && mode <= high) {
		return Distribution{}, fmt.Errorf("PERT from %v over %v to %v: the three are not in order between 0 and 1", low, mode, high)
	}
	if low == high {
		return Point(low)
	}
	width := high - low
	return Distribution{law: isBeta, low: low, high: high, a: 1 + 4*((mode-low)/width), b: 1 + 4*((high-mode)/width)}, nil
}

// The parameters that Beta takes.
const (
	minBeta = 1e-6
	maxBeta = 1e9
)

// Beta is the beta law on [0, 1]. Alpha and beta lie between a millionth and a
// billion: less is a toss between 0 and 1, more is a point.
func Beta(alpha, beta float64) (Distribution, error) {
	if !(min(alpha, beta) >= minBeta && max(alpha, beta) <= maxBeta) {
		return Distribution{}, fmt.Errorf("beta of %v and %v: the parameters are not between %v and %v", alpha, beta, minBeta, maxBeta)
	}
	return Distribution{law: isBeta, low: 0, high: 1, a: alpha, b: beta}, nil
}

// Normal is the normal law with a mean in [0, 1] and a finite deviation of 0 or more;
// a deviation of 0 is a point.
func Normal(mean, deviation float64) (Distribution, error) {
	if !isProbability(mean) || !finite(deviation) {
		return Distribution{}, fmt.Errorf("normal with mean %v and deviation %v: the mean is not between 0 and 1, or the deviation is negative or not finite", mean, deviation)
	}
	if deviation == 0 {
		return Point(mean)
	}
	return Distribution{law: isNormal, a: mean, b: deviation}, nil
}

// normal95 is the 95th percentile of the standard normal law.
const normal95 = 1.6448536269514722

// Lognormal is the lognormal law with a mean in (0, 1] and an error factor of 1 or
// more: the 95th percentile over the median, as in Open-PSA. A factor of 1 is a point.
func Lognormal(mean, errorFactor float64) (Distribution, error) {
	if !isProbability(mean) || mean == 0 || !(errorFactor >= 1 && errorFactor <= math.MaxFloat64) {
		return Distribution{}, fmt.Errorf("lognormal with mean %v and error factor %v: the mean is not above 0 and at most 1, or the factor is below 1 or not finite", mean, errorFactor)
	}
	if errorFactor == 1 {
		return Point(mean)
	}
	sigma := math.Log(errorFactor) / normal95
	return Distribution{law: isLognormal, a: math.Log(mean) - sigma*sigma/2, b: sigma}, nil
}

// LognormalOf is the lognormal law whose logarithm has the mean mu and the finite
// deviation sigma of 0 or more. Its own mean, exp(mu + sigma²/2), lies in (0, 1], as that
// of every law here. A deviation of 0 is a point.
func LognormalOf(mu, sigma float64) (Distribution, error) {
	mean := math.Exp(mu + sigma*sigma/2)
	if !isProbability(mean) || mean == 0 || !finite(sigma) {
		return Distribution{}, fmt.Errorf("lognormal with mu %v and sigma %v: its mean %v is not above 0 and at most 1, or sigma is negative", mu, sigma, mean)
	}
	if sigma == 0 {
		return Point(mean)
	}
	return Distribution{law: isLognormal, a: mu, b: sigma}, nil
}

func isProbability(p float64) bool { return p >= 0 && p <= 1 }

// Mean is the mean of the whole law, in [0, 1]: before what a normal or lognormal one
// has outside [0, 1] is put at the ends.
func (d Distribution) Mean() float64 {
	switch d.law {
	case isUniform:
		return d.between(0.5)
	case isBeta:
		return d.between(d.a / (d.a + d.b))
	case isNormal:
		return d.a
	case isLognormal:
		return math.Exp(d.a + d.b*d.b/2)
	}
	return d.low
}

// between is so far from the low to the high end.
func (d Distribution) between(share float64) float64 {
	return min(d.low+(d.high-d.low)*share, d.high)
}

// Quantile is the probability that a share q of draws stays below, q in [0, 1]; NaN
// for any other q. It takes some microseconds of a beta law, nanoseconds of others.
func (d Distribution) Quantile(q float64) float64 {
	if !isProbability(q) {
		return math.NaN()
	}
	switch d.law {
	case isUniform:
		return d.between(q)
	case isBeta:
		return d.between(betaQuantile(d.a, d.b, q))
	case isNormal:
		return clipped(d.a + d.b*normalQuantile(q))
	case isLognormal:
		return clipped(math.Exp(d.a + d.b*normalQuantile(q)))
	}
	return d.low
}

// normalQuantile is that of the standard normal law.
func normalQuantile(q float64) float64 { return -math.Sqrt2 * math.Erfcinv(2*q) }

func clipped(p float64) float64 { return min(max(p, 0), 1) }

// Sample draws a probability. The same source in the same state gives the same one.
func (d Distribution) Sample(r *rand.Rand) float64 {
	var p [1]float64
	d.Fill(r, p[:])
	return p[0]
}

// Fill draws all of a slice, as Sample would one after the other, in about 3 to 70
// nanoseconds each.
func (d Distribution) Fill(r *rand.Rand, p []float64) {
	switch d.law {
	case isUniform:
		for i := range p {
			p[i] = d.between(r.Float64())
		}
	case isBeta:
		d.fillBeta(r, p)
	case isNormal:
		for i := range p {
			p[i] = clipped(d.a + d.b*r.NormFloat64())
		}
	case isLognormal:
		for i := range p {
			p[i] = clipped(math.Exp(d.a + d.b*r.NormFloat64()))
		}
	default:
		for i := range p {
			p[i] = d.low
		}
	}
}

// fillBeta draws X/(X+Y) for gamma variates X and Y. Below a parameter of 1 those may
// be too small for a number: there their logarithms are drawn.
func (d Distribution) fillBeta(r *rand.Rand, p []float64) {
	x, y := newGamma(d.a), newGamma(d.b)
	for i := range p {
		var odds float64 // against
		if d.a < 1 || d.b < 1 {
			odds = math.Exp(y.drawLog(r) - x.drawLog(r))
		} else {
			odds = y.draw(r) / x.draw(r)
		}
		p[i] = d.between(1 / (1 + odds))
	}
}

// gamma is a gamma law with scale 1, drawn by Marsaglia and Tsang, "A simple method
// for generating gamma variables" (2000). Below a shape of 1 it is that of shape+1,
// times a uniform variate to the power of 1/shape.
type gamma struct {
	shape float64
	d, c  float64 // of Marsaglia and Tsang
}

func newGamma(shape float64) gamma {
	raised := shape
	if shape < 1 {
		raised++
	}
	d := raised - 1.0/3
	return gamma{shape: shape, d: d, c: 1 / math.Sqrt(9*d)}
}

// draw is for a shape of 1 or more.
func (g gamma) draw(r *rand.Rand) float64 {
	for {
		x := r.NormFloat64()
		root := 1 + g.c*x
		if root <= 0 {
			continue
		}
		v := root * root * root
		u, xx := 1-r.Float64(), x*x
		if u < 1-0.0331*xx*xx || math.Log(u) < xx/2+g.d*(1-v+math.Log(v)) {
			return g.d * v
		}
	}
}

func (g gamma) drawLog(r *rand.Rand) float64 {
	log := math.Log(g.draw(r))
	if g.shape < 1 {
		log -= r.ExpFloat64() / g.shape
	}
	return log
}
