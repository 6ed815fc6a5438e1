package tree

import (
	"fmt"
	"math"
)

// Distribution says how uncertain a probability is.
type Distribution struct {
	Kind       Law
	Parameters [3]float64 // as the Law says; unused ones are 0
}

// Law is a family of distributions.
type Law uint8

// The laws, with their parameters.
const (
	Uniform   Law = iota // low, high
	PERT                 // low, mode, high: beta-PERT with weight 4 for the mode
	Lognormal            // mean, error factor: 95th percentile over median
	Beta                 // alpha, beta
	Normal               // mean, standard deviation
)

// law is how tree JSON writes a Law, in the order of the laws.
type law struct {
	word       string
	parameters []string
}

func laws() []law {
	return []law{
		{"uniform", []string{"low", "high"}},
		{"pert", []string{"low", "mode", "high"}},
		{"lognormal", []string{"mean", "error_factor"}},
		{"beta", []string{"alpha", "beta"}},
		{"normal", []string{"mean", "deviation"}},
	}
}

// String is the law's word in tree JSON.
func (l Law) String() string { return laws()[l].word }

// Mean is the expected value of the law before it is cut to [0, 1].
func (d Distribution) Mean() float64 {
	a, b, c := d.Parameters[0], d.Parameters[1], d.Parameters[2]
	switch d.Kind {
	case Uniform:
		return (a + b) / 2
	case PERT:
		return (a + 4*b + c) / 6
	case Beta:
		return a / (a + b)
	}
	return a
}

// Check says what is wrong with the parameters, as a phrase that a message ends with.
func (d Distribution) Check() error {
	a, b, c := d.Parameters[0], d.Parameters[1], d.Parameters[2]
	for _, x := range d.Parameters {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return fmt.Errorf("a parameter is %v", x)
		}
	}
	switch d.Kind {
	case Uniform:
		return inOrder("low, high", 0, a, b, 1)
	case PERT:
		return inOrder("low, mode, high", 0, a, b, c, 1)
	case Lognormal:
		return checkLognormal(a, b)
	case Beta:
		if !(a > 0 && b > 0) {
			return fmt.Errorf("alpha %v and beta %v should be greater than 0", a, b)
		}
	case Normal:
		if !(a >= 0 && a <= 1 && b >= 0) {
			return fmt.Errorf("mean %v should be between 0 and 1, deviation %v not negative", a, b)
		}
	}
	return nil
}

func checkLognormal(mean, factor float64) error {
	if !(mean > 0 && mean <= 1) {
		return fmt.Errorf("mean %v should be greater than 0, and at most 1", mean)
	}
	if !(factor >= 1) {
		return fmt.Errorf("error factor %v should be at least 1", factor)
	}
	return nil
}

func inOrder(what string, values ...float64) error {
	for i := range values[1:] {
		if !(values[i] <= values[i+1]) {
			return fmt.Errorf("%s should ascend between 0 and 1, not %v", what, values[1:len(values)-1])
		}
	}
	return nil
}
