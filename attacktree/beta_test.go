package attacktree

import (
	"math"
	"testing"
)

// agree compares relatively, what is not small also up to the error of a difference from 1.
func agree(got, want, tolerance float64) bool {
	if want > 1e-7 && math.Abs(got-want) < 1e-14 {
		return true
	}
	return math.Abs(got-want) <= tolerance*want
}

var someXs = []float64{1e-300, 1e-12, 1e-3, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999, 1 - 1e-12}

// Where the incomplete beta function has a closed form, that is it.
func TestBetaBelowHasItsClosedForms(t *testing.T) {
	for _, x := range someXs {
		for _, a := range []float64{1e-6, 0.01, 0.5, 1, 2, 7.5, 100, 1e4, 1e6} {
			if got, want := betaBelow(a, 1, x), math.Pow(x, a); !agree(got, want, 1e-11) {
				t.Errorf("I_%v(%v, 1) = %v, want %v", x, a, got, want)
			}
			if got, want := betaBelow(1, a, x), -math.Expm1(a*math.Log1p(-x)); !agree(got, want, 1e-11) {
				t.Errorf("I_%v(1, %v) = %v, want %v", x, a, got, want)
			}
			if got := betaBelow(a, a, 0.5); !agree(got, 0.5, 1e-12) {
				t.Errorf("I_0.5(%v, %v) = %v", a, a, got)
			}
		}
		if got, want := betaBelow(0.5, 0.5, x), 2/math.Pi*math.Atan2(math.Sqrt(x), math.Sqrt(1-x)); !agree(got, want, 1e-11) {
			t.Errorf("arcsine law below %v: %v, want %v", x, got, want)
		}
	}
}

// For whole parameters it is a tail of the binomial law.
func TestBetaBelowIsABinomialTail(t *testing.T) {
	for _, n := range []int{1, 2, 5, 20, 300} {
		for _, x := range someXs {
			for k := 1; k <= n; k += 1 + n/15 {
				got, want := betaBelow(float64(k), float64(n-k+1), x), binomialTail(n, k, x)
				if !agree(got, want, 1e-10) {
					t.Errorf("at least %d of %d with %v: %v, want %v", k, n, x, got, want)
				}
			}
		}
	}
}

// binomialTail is the chance of at least k of n, term by term.
func binomialTail(n, k int, p float64) float64 {
	sum := 0.0
	for j := n; j >= k; j-- {
		all, _ := math.Lgamma(float64(n + 1))
		hits, _ := math.Lgamma(float64(j + 1))
		misses, _ := math.Lgamma(float64(n - j + 1))
		sum += math.Exp(all - hits - misses + float64(j)*math.Log(p) + float64(n-j)*math.Log1p(-p))
	}
	return sum
}

// Large parameters are as exact as small ones: the law is then close to a normal one,
// up to terms of a known order.
func TestBetaBelowOfLargeParametersIsNearlyNormal(t *testing.T) {
	for _, n := range []float64{1e6, 1e8, 1e9} {
		deviation := math.Sqrt(1 / (4 * (2*n + 1)))
		for _, z := range []float64{-3, -1, 0, 0.5, 2} {
			got, want := betaBelow(n, n, 0.5+z*deviation), math.Erfc(-z/math.Sqrt2)/2
			if !agree(got, want, 10/n+1e-15*n) {
				t.Errorf("I(%v) %v deviations from its mean: %v, want %v", n, z, got, want)
			}
		}
	}
}

func TestBetaQuantileInverts(t *testing.T) {
	for _, a := range []float64{0.01, 0.3, 1, 4, 90, 5000} {
		for _, b := range []float64{0.01, 0.3, 1, 4, 90, 5000} {
			for _, q := range []float64{0.001, 0.025, 0.5, 0.9, 0.975} {
				x := betaQuantile(a, b, q)
				if below, above := betaBelow(a, b, math.Nextafter(x, 0)), betaBelow(a, b, x); x < 1 && !(below < q && above >= q) {
					t.Errorf("quantile %v of beta(%v, %v) is %v, with %v to %v below", q, a, b, x, below, above)
				}
			}
		}
	}
	if low, high := betaQuantile(2, 3, 0), betaQuantile(2, 3, 1); low > 1e-300 || high < 1-1e-5 {
		t.Errorf("the quantiles 0 and 1 are %v and %v", low, high)
	}
}

func BenchmarkBetaQuantile(b *testing.B) {
	for b.Loop() {
		betaQuantile(12, 1e6-11, 0.025)
	}
}
