package openpsa

import (
	"fmt"
	"math"

	"github.com/stormtree-dev/stormtree/convert/tree"
)

// operation computes a value from between fewest and most arguments.
type operation struct {
	fewest, most int
	apply        func(x []float64) float64
	deviate      bool
}

const many = math.MaxInt

func (o operation) want() string {
	switch o.most {
	case o.fewest:
		return fmt.Sprint(o.fewest)
	case many:
		return fmt.Sprintf("at least %d", o.fewest)
	}
	return fmt.Sprintf("%d to %d", o.fewest, o.most)
}

func operationNames() []string {
	return []string{
		"neg", "add", "sub", "mul", "div", "min", "max", "mean", "abs", "sqrt", "exp", "log", "log10", "pow", "mod",
		"sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "ceil", "floor",
		"not", "and", "or", "eq", "df", "lt", "gt", "leq", "geq", "ite",
		"exponential", "GLM", "Weibull", "periodic-test",
		"uniform-deviate", "normal-deviate", "lognormal-deviate", "gamma-deviate", "beta-deviate",
	}
}

// operationOf finds an operation of Open-PSA MEF 2.0d, section "Stochastic layer".
func operationOf(name string) (operation, bool) {
	for _, find := range []func(string) operation{unary, numeric, logical, timed, deviate} {
		if o := find(name); o.apply != nil {
			return o, true
		}
	}
	return operation{}, false
}

func unary(name string) operation {
	f := map1(name)
	if f == nil {
		return operation{}
	}
	return operation{1, 1, func(x []float64) float64 { return f(x[0]) }, false}
}

func map1(name string) func(float64) float64 {
	switch name {
	case "neg":
		return func(x float64) float64 { return -x }
	case "abs":
		return math.Abs
	case "sqrt":
		return math.Sqrt
	case "exp":
		return math.Exp
	case "log":
		return math.Log
	case "log10":
		return math.Log10
	case "ceil":
		return math.Ceil
	case "floor":
		return math.Floor
	}
	return trigonometric(name)
}

func trigonometric(name string) func(float64) float64 {
	switch name {
	case "sin":
		return math.Sin
	case "cos":
		return math.Cos
	case "tan":
		return math.Tan
	case "asin":
		return math.Asin
	case "acos":
		return math.Acos
	case "atan":
		return math.Atan
	case "sinh":
		return math.Sinh
	case "cosh":
		return math.Cosh
	case "tanh":
		return math.Tanh
	}
	return nil
}

func numeric(name string) operation {
	switch name {
	case "add":
		return operation{1, many, fold(func(a, b float64) float64 { return a + b }), false}
	case "sub":
		return operation{2, many, fold(func(a, b float64) float64 { return a - b }), false}
	case "mul":
		return operation{1, many, fold(func(a, b float64) float64 { return a * b }), false}
	case "div":
		return operation{2, many, fold(func(a, b float64) float64 { return a / b }), false}
	case "min":
		return operation{1, many, fold(math.Min), false}
	case "max":
		return operation{1, many, fold(math.Max), false}
	case "mean":
		sum := fold(func(a, b float64) float64 { return a + b })
		return operation{1, many, func(x []float64) float64 { return sum(x) / float64(len(x)) }, false}
	case "pow":
		return operation{2, 2, func(x []float64) float64 { return math.Pow(x[0], x[1]) }, false}
	case "mod":
		return operation{2, 2, func(x []float64) float64 { return math.Mod(x[0], x[1]) }, false}
	}
	return operation{}
}

func fold(f func(a, b float64) float64) func([]float64) float64 {
	return func(x []float64) float64 {
		result := x[0]
		for _, y := range x[1:] {
			result = f(result, y)
		}
		return result
	}
}

func truth(holds bool) float64 {
	if holds {
		return 1
	}
	return 0
}

// logical operations take what is not 0 as true.
func logical(name string) operation {
	compare := func(f func(a, b float64) bool) operation {
		return operation{2, 2, func(x []float64) float64 { return truth(f(x[0], x[1])) }, false}
	}
	switch name {
	case "not":
		return operation{1, 1, func(x []float64) float64 { return truth(x[0] == 0) }, false}
	case "and":
		return operation{1, many, fold(func(a, b float64) float64 { return truth(a != 0 && b != 0) }), false}
	case "or":
		return operation{1, many, fold(func(a, b float64) float64 { return truth(a != 0 || b != 0) }), false}
	case "eq":
		return compare(func(a, b float64) bool { return a == b })
	case "df":
		return compare(func(a, b float64) bool { return a != b })
	case "lt":
		return compare(func(a, b float64) bool { return a < b })
	case "gt":
		return compare(func(a, b float64) bool { return a > b })
	case "leq":
		return compare(func(a, b float64) bool { return a <= b })
	case "geq":
		return compare(func(a, b float64) bool { return a >= b })
	case "ite":
		return operation{3, 3, ifThenElse, false}
	}
	return operation{}
}

func ifThenElse(x []float64) float64 {
	if x[0] != 0 {
		return x[1]
	}
	return x[2]
}

// timed are the probabilities of failure by a time.
func timed(name string) operation {
	switch name {
	case "exponential":
		return operation{2, 2, func(x []float64) float64 { return exponential(x[0], x[1]) }, false}
	case "GLM":
		return operation{4, 4, func(x []float64) float64 { return glm(x[0], x[1], x[2], x[3]) }, false}
	case "Weibull":
		return operation{4, 4, func(x []float64) float64 { return weibull(x[0], x[1], x[2], x[3]) }, false}
	case "periodic-test":
		return operation{4, 5, periodicTest, false}
	}
	return operation{}
}

// exponential is 1 − e^(−λt).
func exponential(rate, t float64) float64 {
	if !(rate >= 0 && t >= 0) {
		return math.NaN()
	}
	return -math.Expm1(-rate * t)
}

// glm is failure on demand (γ), failure in operation (λ) and repair (μ) together:
// (λ − (λ − γ(λ+μ)) e^(−(λ+μ)t)) / (λ+μ).
func glm(gamma, lambda, mu, t float64) float64 {
	both := lambda + mu
	if !(gamma >= 0 && gamma <= 1 && lambda >= 0 && mu >= 0 && t >= 0) {
		return math.NaN()
	}
	if both == 0 {
		return gamma
	}
	return (lambda - (lambda-gamma*both)*math.Exp(-both*t)) / both
}

// weibull is 1 − e^(−((t−t0)/α)^β), and 0 before t0.
func weibull(alpha, beta, t0, t float64) float64 {
	if !(alpha > 0 && beta > 0 && t0 >= 0 && t >= 0) {
		return math.NaN()
	}
	return -math.Expm1(-math.Pow(max(t-t0, 0)/alpha, beta))
}

// periodicTest is the unavailability of a component that only tests reveal: at θ
// and every τ after it. With four arguments (λ, τ, θ, t) a failed one is as new
// after a test; with five (λ, μ, τ, θ, t) its repair begins then, at rate μ.
func periodicTest(x []float64) float64 {
	if len(x) == 4 {
		return renewed(x[0], x[1], x[2], x[3])
	}
	return repaired(x[0], x[1], x[2], x[3], x[4])
}

func renewed(lambda, tau, theta, t float64) float64 {
	switch {
	case !(lambda >= 0 && tau > 0 && theta >= 0 && t >= 0):
		return math.NaN()
	case t <= theta:
		return exponential(lambda, t)
	}
	return exponential(lambda, sinceTest(t-theta, tau))
}

// sinceTest is the time since the last test that is over: at a test, the one before.
func sinceTest(t, tau float64) float64 {
	if since := math.Mod(t, tau); since > 0 {
		return since
	}
	return tau
}

// repaired follows the chance to be down from test to test: it has a fixed point,
// so the sum of a geometric series takes the place of a loop.
func repaired(lambda, mu, tau, theta, t float64) float64 {
	switch {
	case !(lambda >= 0 && mu >= 0 && tau > 0 && theta >= 0 && t >= 0):
		return math.NaN()
	case t <= theta:
		return exponential(lambda, t)
	}
	since := sinceTest(t-theta, tau)
	tests := math.Round((t - theta - since) / tau)
	down, up := stillDown(lambda, mu, tau), exponential(lambda, tau)
	keeps := down - up // a test period takes p to up + keeps × p
	p, power := exponential(lambda, theta), math.Pow(keeps, tests)
	p = p*power + up*(1-power)/(1-keeps)
	if keeps == 1 {
		p = exponential(lambda, theta)
	}
	return p*stillDown(lambda, mu, since) + (1-p)*exponential(lambda, since)
}

// stillDown is the chance that a component whose repair began is down a time
// later: not repaired yet, or repaired and failed again.
func stillDown(lambda, mu, t float64) float64 {
	again := 0.0
	switch {
	case mu == 0:
	case math.Abs(lambda-mu) < 1e-9*mu:
		again = exponential(mu, t) - mu*t*math.Exp(-mu*t)
	default:
		again = exponential(mu, t) - mu*(math.Exp(-lambda*t)-math.Exp(-mu*t))/(mu-lambda)
	}
	return math.Exp(-mu*t) + again
}

// deviate operations count with their means.
func deviate(name string) operation {
	switch name {
	case "uniform-deviate":
		return operation{2, 2, func(x []float64) float64 { return (x[0] + x[1]) / 2 }, true}
	case "normal-deviate":
		return operation{2, 2, func(x []float64) float64 { return x[0] }, true}
	case "lognormal-deviate":
		return operation{2, 3, func(x []float64) float64 { mean, _ := lognormal(x); return mean }, true}
	case "gamma-deviate":
		return operation{2, 2, func(x []float64) float64 { return x[0] * x[1] }, true}
	case "beta-deviate":
		return operation{2, 2, func(x []float64) float64 { return x[0] / (x[0] + x[1]) }, true}
	}
	return operation{}
}

// level95 is the 95th percentile of the standard normal distribution.
const level95 = 1.6448536269514722

// lognormal reads both forms: mean, error factor and its level, or the mean and
// deviation of the logarithm. factor is the error factor at 95 %.
func lognormal(x []float64) (mean, factor float64) {
	if len(x) == 2 {
		return math.Exp(x[0] + x[1]*x[1]/2), math.Exp(level95 * x[1])
	}
	quantile := math.Sqrt2 * math.Erfinv(2*x[2]-1)
	if !(quantile > 0 && x[1] >= 1) {
		return math.NaN(), math.NaN()
	}
	return x[0], math.Exp(level95 * math.Log(x[1]) / quantile)
}

// histogramMean weighs the middles of the bins.
func histogramMean(x []float64) float64 {
	low, sum, weights := x[0], 0.0, 0.0
	for i := 1; i+1 < len(x); i += 2 {
		if !(x[i] >= low && x[i+1] >= 0) {
			return math.NaN()
		}
		sum += x[i+1] * (low + x[i]) / 2
		weights += x[i+1]
		low = x[i]
	}
	return sum / weights
}

// uncertain is the distribution that an expression is, if it is nothing else.
func (r *reader) uncertain(e *expression) *tree.Distribution {
	if !e.operation.deviate || e.isBad {
		return nil
	}
	values := make([]float64, len(e.arguments))
	for i, a := range e.arguments {
		x, ok := r.value(a)
		if !ok {
			return nil
		}
		values[i] = x
	}
	return distribution(e.name, values)
}

func distribution(name string, x []float64) *tree.Distribution {
	d := &tree.Distribution{}
	switch name {
	case "uniform-deviate":
		d.Kind = tree.Uniform
	case "normal-deviate":
		d.Kind = tree.Normal
	case "beta-deviate":
		d.Kind = tree.Beta
	case "lognormal-deviate":
		d.Kind = tree.Lognormal
		x[0], x[1] = lognormal(x)
		x = x[:2]
	default:
		return nil
	}
	copy(d.Parameters[:], x)
	return d
}
