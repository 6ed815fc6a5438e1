package attacktree

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func known[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// manyDistributions has every law, with its mean and deviation by their formulas.
// The lognormal and normal ones among them have next to nothing outside [0, 1].
func manyDistributions(t testing.TB) map[string]moments {
	is := known[Distribution](t)
	all := map[string]moments{
		"point":         {is(Point(0.3)), 0.3, 0},
		"uniform":       {is(Uniform(0.1, 0.4)), 0.25, 0.3 / math.Sqrt(12)},
		"uniform, thin": {is(Uniform(0.5, 0.5)), 0.5, 0},
		"normal":        {is(Normal(0.4, 0.05)), 0.4, 0.05},
		"normal, thin":  {is(Normal(0.4, 0)), 0.4, 0},
		"EF 1":          {is(Lognormal(0.02, 1)), 0.02, 0},
		"PERT, thin":    {is(PERT(0.2, 0.2, 0.2)), 0.2, 0},
		"sigma 0":       {is(LognormalOf(-2, 0)), math.Exp(-2), 0},
	}
	for _, ef := range []float64{1.5, 3} {
		sigma := math.Log(ef) / 1.6448536
		all[fmt.Sprint("lognormal ", ef)] = moments{is(Lognormal(0.001, ef)), 0.001, 0.001 * math.Sqrt(math.Expm1(sigma*sigma))}
	}
	all["lognormal of"] = moments{is(LognormalOf(-5, 0.5)), math.Exp(-4.875), math.Exp(-4.875) * math.Sqrt(math.Expm1(0.25))}
	for _, b := range [][2]float64{{0.05, 0.2}, {0.5, 0.5}, {0.3, 4}, {1, 1}, {2, 0.9}, {3, 7}, {200, 1e4}, {1e6, 1e6}} {
		mean, n := b[0]/(b[0]+b[1]), b[0]+b[1]
		all[fmt.Sprint("beta ", b)] = moments{is(Beta(b[0], b[1])), mean, math.Sqrt(mean * (1 - mean) / (n + 1))}
	}
	for _, p := range [][3]float64{{0.1, 0.2, 0.9}, {0, 0, 1}, {0.2, 0.4, 0.4}, {0.3, 0.5, 0.7}} {
		mean := (p[0] + 4*p[1] + p[2]) / 6
		all[fmt.Sprint("PERT ", p)] = moments{is(PERT(p[0], p[1], p[2])), mean, math.Sqrt((mean - p[0]) * (p[2] - mean) / 7)}
	}
	return all
}

type moments struct {
	Distribution
	mean, deviation float64
}

func drawn(d Distribution, seed uint64, count int) []float64 {
	p := make([]float64, count)
	d.Fill(rand.New(rand.NewPCG(seed, 0)), p)
	return p
}

func TestMeansAreThoseOfTheLaws(t *testing.T) {
	for name, m := range manyDistributions(t) {
		if !agree(m.Mean(), m.mean, 1e-7) {
			t.Errorf("%s: mean %v, want %v", name, m.Mean(), m.mean)
		}
	}
}

// The mean of draws is within four of its deviations, their deviation within what
// four of its own are for tails as long as a lognormal one's.
func TestDrawsHaveTheMomentsOfTheirLaw(t *testing.T) {
	const count = 200_000
	for name, m := range manyDistributions(t) {
		sum, squares := 0.0, 0.0
		for _, p := range drawn(m.Distribution, 1, count) {
			sum += p - m.mean
			squares += (p - m.mean) * (p - m.mean)
		}
		if off := sum / count; math.Abs(off) > 4*m.deviation/math.Sqrt(count)+1e-15 {
			t.Errorf("%s: mean %v, want %v ± %v", name, m.mean+off, m.mean, m.deviation/math.Sqrt(count))
		}
		if deviation := math.Sqrt(squares / count); math.Abs(deviation-m.deviation) > 0.02*m.deviation+1e-15 {
			t.Errorf("%s: deviation %v, want %v", name, deviation, m.deviation)
		}
	}
}

// As many draws lie below each quantile as should (which tests both, and what is cut
// off at 0 and 1), within four deviations.
func TestDrawsLieBelowQuantilesAsOftenAsTheyShould(t *testing.T) {
	is := known[Distribution](t)
	all := manyDistributions(t)
	all["wide normal"] = moments{Distribution: is(Normal(0.9, 0.4))}
	all["wide lognormal"] = moments{Distribution: is(Lognormal(0.5, 50))}
	const count = 100_000
	for name, m := range all {
		p := drawn(m.Distribution, 2, count)
		slices.Sort(p)
		for _, q := range []float64{0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999} {
			x, deviation := m.Quantile(q), math.Sqrt(q*(1-q)*count)
			below, _ := slices.BinarySearch(p, x-1e-15)
			above, _ := slices.BinarySearch(p, x+1e-15)
			if float64(below) > q*count+4*deviation || float64(above) < q*count-4*deviation {
				t.Errorf("%s: %d to %d draws are up to the quantile %v = %v, want %v ± %v", name, below, above, q, x, q*count, deviation)
			}
		}
		if p[0] < 0 || p[count-1] > 1 {
			t.Errorf("%s: from %v to %v", name, p[0], p[count-1])
		}
	}
}

func TestQuantilesAreThoseOfTheLaws(t *testing.T) {
	is := known[Distribution](t)
	ef10 := is(Lognormal(0.001, 10))
	median := 0.001 * math.Exp(-math.Pow(math.Log(10)/1.6448536269514722, 2)/2)
	for _, c := range []struct {
		d       Distribution
		q, want float64
	}{
		{is(Point(0.3)), 0.9, 0.3},
		{is(Uniform(0.2, 0.6)), 0.25, 0.3},
		{is(Normal(0.5, 0.1)), 0.975, 0.5 + 0.1*1.959963984540054},
		{is(Normal(0.5, 1)), 0.01, 0},
		{is(Normal(0.5, 1)), 0.99, 1},
		{ef10, 0.5, median},
		{ef10, 0.95, 10 * median},
		{ef10, 0.05, median / 10},
		{ef10, 0, 0},
		{ef10, 1, 1},
		{is(Beta(1, 3)), 0.875, 0.5},
		{is(Beta(0.5, 0.5)), 0.25, 0.5 - math.Sqrt(0.5)/2},
		{is(PERT(0, 0, 1)), 1 - 1.0/1024, 0.75},
		{is(PERT(0.2, 0.4, 0.6)), 0.5, 0.4},
	} {
		if got := c.d.Quantile(c.q); !agree(got, c.want, 1e-9) {
			t.Errorf("%+v: quantile %v is %v, want %v", c.d, c.q, got, c.want)
		}
	}
	for _, q := range []float64{-0.1, 1.1, math.NaN()} {
		if got := ef10.Quantile(q); !math.IsNaN(got) {
			t.Errorf("quantile %v is %v", q, got)
		}
	}
}

// Laws at the edge of what is allowed still give probabilities.
func TestExtremeLawsGiveProbabilities(t *testing.T) {
	is := known[Distribution](t)
	for name, d := range map[string]Distribution{
		"zero":           {},
		"tosses":         is(Beta(minBeta, minBeta)),
		"almost never":   is(Beta(minBeta, maxBeta)),
		"almost certain": is(Beta(maxBeta, minBeta)),
		"almost a point": is(Beta(maxBeta, maxBeta)),
		"thin PERT":      is(PERT(0.1, 0.1, math.Nextafter(0.1, 1))),
		"smallest PERT":  is(PERT(0, 0, math.SmallestNonzeroFloat64)),
		"long tail":      is(Lognormal(1, math.MaxFloat64)),
		"tiny":           is(Lognormal(math.SmallestNonzeroFloat64, 3)),
		"broad":          is(Normal(1, math.MaxFloat64)),
	} {
		p := drawn(d, 3, 5000)
		for _, q := range []float64{0, 1e-9, 0.5, 1 - 1e-9, 1} {
			p = append(p, d.Quantile(q))
		}
		p = append(p, d.Mean())
		for _, x := range p {
			if !isProbability(x) {
				t.Errorf("%s: %v", name, x)
			}
		}
	}
}

// Here high - low is rounded up and low + (high - low) again.
func TestRoundingStaysBelowTheHighEnd(t *testing.T) {
	low, high := math.Ldexp(3, -54), 0.5+math.Ldexp(3, -53)
	for _, d := range []Distribution{known[Distribution](t)(Uniform(low, high)), known[Distribution](t)(PERT(low, low, high))} {
		if top := d.Quantile(1); top > high || top < high-1e-3 {
			t.Errorf("%+v ends with %v", d, top)
		}
	}
}

// A mean of 1 stays a probability, whatever the deviation.
func TestLognormalMeansStayProbabilities(t *testing.T) {
	for factor := 1.0; factor < 1e9; factor *= 1.7 {
		if d := known[Distribution](t)(Lognormal(1, factor)); d.Mean() > 1 || d.Mean() < 1-1e-12 {
			t.Errorf("%+v has the mean %v", d, d.Mean())
		}
	}
}

func TestEqualSourcesGiveEqualDraws(t *testing.T) {
	for name, m := range manyDistributions(t) {
		filled := drawn(m.Distribution, 4, 1000)
		procs := runtime.GOMAXPROCS(1)
		again := drawn(m.Distribution, 4, 1000)
		runtime.GOMAXPROCS(procs)
		r := rand.New(rand.NewPCG(4, 0))
		for i := range filled {
			if one := m.Sample(r); one != filled[i] || again[i] != one {
				t.Fatalf("%s: draw %d is %v, %v and %v", name, i, filled[i], again[i], one)
			}
		}
	}
}

func TestEqualDistributionsAreEqual(t *testing.T) {
	one, other := manyDistributions(t), manyDistributions(t)
	for name := range one {
		if one[name] != other[name] {
			t.Errorf("%s is not itself", name)
		}
	}
	if (Distribution{}) != known[Distribution](t)(Point(0)) {
		t.Error("the zero value is not certainly 0")
	}
}

func TestDistributionsRefuseWhatIsNone(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, bad := range []float64{nan, inf, -inf, -0.1} {
		for name, make := range map[string]func() (Distribution, error){
			"point":            func() (Distribution, error) { return Point(bad) },
			"uniform from":     func() (Distribution, error) { return Uniform(bad, 0.5) },
			"uniform to":       func() (Distribution, error) { return Uniform(0, bad) },
			"PERT from":        func() (Distribution, error) { return PERT(bad, 0.5, 1) },
			"PERT over":        func() (Distribution, error) { return PERT(0, bad, 1) },
			"PERT to":          func() (Distribution, error) { return PERT(0, 0, bad) },
			"beta alpha":       func() (Distribution, error) { return Beta(bad, 1) },
			"beta beta":        func() (Distribution, error) { return Beta(1, bad) },
			"normal mean":      func() (Distribution, error) { return Normal(bad, 1) },
			"normal deviation": func() (Distribution, error) { return Normal(0.5, bad) },
			"lognormal mean":   func() (Distribution, error) { return Lognormal(bad, 3) },
			"lognormal factor": func() (Distribution, error) { return Lognormal(0.1, bad) },
			"lognormal sigma":  func() (Distribution, error) { return LognormalOf(-3, bad) },
		} {
			if d, err := make(); err == nil || d != (Distribution{}) || !strings.Contains(err.Error(), strings.Fields(name)[0]) && name != "point" {
				t.Errorf("%s of %v: %+v, %v", name, bad, d, err)
			}
		}
	}
	for name, err := range map[string]error{
		"above 1":           second(Point(1.1)),
		"in disorder":       second(Uniform(0.5, 0.4)),
		"up to 2":           second(Uniform(0.5, 2)),
		"mode below":        second(PERT(0.3, 0.2, 0.4)),
		"mode above":        second(PERT(0.3, 0.5, 0.4)),
		"beta of nothing":   second(Beta(0, 1)),
		"beta of too much":  second(Beta(1, 1e10)),
		"normal above 1":    second(Normal(1.1, 0.1)),
		"lognormal of 0":    second(Lognormal(0, 3)),
		"lognormal above 1": second(Lognormal(1.1, 3)),
		"factor below 1":    second(Lognormal(0.1, 0.9)),
		"mu too large":      second(LognormalOf(0.1, 0)),
		"mu too small":      second(LognormalOf(-1e4, 1)),
		"mu no number":      second(LognormalOf(nan, 1)),
		"mean above 1":      second(LognormalOf(-1, 2)),
	} {
		if err == nil {
			t.Errorf("%s is allowed", name)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func BenchmarkFill(b *testing.B) {
	is := known[Distribution](b)
	for _, c := range []struct {
		name string
		d    Distribution
	}{
		{"uniform", is(Uniform(0.1, 0.3))},
		{"normal", is(Normal(0.3, 0.1))},
		{"lognormal", is(Lognormal(0.001, 3))},
		{"PERT", is(PERT(0.1, 0.2, 0.9))},
		{"beta", is(Beta(0.5, 0.5))},
	} {
		b.Run(c.name, func(b *testing.B) {
			r, p := rand.New(rand.NewPCG(1, 0)), make([]float64, 10_000)
			for b.Loop() {
				c.d.Fill(r, p)
			}
			b.ReportMetric(float64(b.N)*float64(len(p))/b.Elapsed().Seconds()/1e6, "Mdraws/s")
		})
	}
}
