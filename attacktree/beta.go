package attacktree

import "math"

// betaBelow is the regularised incomplete beta function I_x(a, b): the chance that a
// draw from the beta distribution with a, b > 0 lies below x. Its error is
// about 1e-11 of it, or 1e-14, and grows with parameters above a million, to a
// millionth of it at 1e9; the work grows with the root of the larger parameter.
func betaBelow(a, b, x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2): // where the fraction converges slowly
		return 1 - betaMass(b, a, 1-x, x)/b*betaFraction(b, a, 1-x)
	}
	return betaMass(a, b, x, 1-x) / a * betaFraction(a, b, x)
}

// betaMass is x^a y^b / B(a, b), where x + y = 1. The large parts of the gamma functions cancel
// beforehand, as in Loader, "Fast and accurate computation of binomial probabilities" (2000).
func betaMass(a, b, x, y float64) float64 {
	n, off := a+b, b*x-a*y // x = (a + off) / n, y = (b - off) / n
	away := a*logOnePlus(off/a, n*x/a) + b*logOnePlus(-off/b, n*y/b)
	return math.Sqrt(a/n*b/(2*math.Pi)) * math.Exp(away+stirlingError(n)-stirlingError(a)-stirlingError(b))
}

// logOnePlus is log(1 + z), which is log(whole), by the one that is more exact.
func logOnePlus(z, whole float64) float64 {
	if z > -0.5 {
		return math.Log1p(z)
	}
	return math.Log(whole)
}

// stirlingError is the logarithm of the gamma function less Stirling's formula for it.
func stirlingError(z float64) float64 {
	if z < 12 {
		exact, _ := math.Lgamma(z)
		return exact - (z-0.5)*math.Log(z) + z - math.Log(2*math.Pi)/2
	}
	zz := z * z
	return (1.0/12 - (1.0/360-(1.0/1260-(1.0/1680-1.0/1188/zz)/zz)/zz)/zz) / z
}

// betaFraction is the continued fraction of DLMF 8.17.22, by Lentz's method.
func betaFraction(a, b, x float64) float64 {
	const tiny = 1e-300
	apart := func(v float64) float64 {
		if math.Abs(v) < tiny {
			return tiny
		}
		return v
	}
	c, d := 1.0, 1/apart(1-(a+b)*x/(a+1))
	f := d
	for m := 1.0; m < 1e7; m++ {
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d, c = 1/apart(1+even*d), apart(1+even/c)
		f *= c * d
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d, c = 1/apart(1+odd*d), apart(1+odd/c)
		f *= c * d
		if math.Abs(c*d-1) < 1e-15 {
			break
		}
	}
	return f
}

// betaQuantile is the x with betaBelow(a, b, x) = q. It halves the interval of the
// numbers as a computer has them, so that a quantile near 0 is as exact as any:
// 62 steps, each one betaBelow.
func betaQuantile(a, b, q float64) float64 {
	low, high := math.Float64bits(0), math.Float64bits(1)
	for high-low > 1 {
		middle := low + (high-low)/2
		if betaBelow(a, b, math.Float64frombits(middle)) < q {
			low = middle
		} else {
			high = middle
		}
	}
	return math.Float64frombits(high)
}
