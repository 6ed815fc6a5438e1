package tree

import "github.com/stormtree-dev/stormtree/attacktree"

// Distribution says how uncertain a probability is, in the words of a file.
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

// Law returns what is drawn. Its error is a phrase that a message ends with: the
// parameters are out of range.
func (d Distribution) Law() (attacktree.Distribution, error) {
	a, b, c := d.Parameters[0], d.Parameters[1], d.Parameters[2]
	switch d.Kind {
	case Uniform:
		return attacktree.Uniform(a, b)
	case PERT:
		return attacktree.PERT(a, b, c)
	case Lognormal:
		return attacktree.Lognormal(a, b)
	case Beta:
		return attacktree.Beta(a, b)
	}
	return attacktree.Normal(a, b)
}
