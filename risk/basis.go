package risk

import (
	"slices"
	"sort"

	"github.com/stormtree-dev/stormtree/library"
	"github.com/stormtree-dev/stormtree/model"
)

// Unstated is the basis of a number that there is not.
const Unstated = "unstated"

// Bases are what a risk's numbers may rest on, the firmest first: counted, asked
// for, the author's own word, an expert's, nobody's, and nothing at all.
func Bases() []string {
	return []string{library.Measured, library.Survey, library.Author, library.Expert, library.Assumed, Unstated}
}

// weaker is the weaker of two bases; "" is none yet.
func weaker(a, b string) string {
	if slices.Index(Bases(), b) > slices.Index(Bases(), a) {
		return b
	}
	return a
}

// isDefault tells whether numbers on a basis are other than the author's.
func isDefault(basis string) bool { return basis != "" && basis != library.Author }

// statedBasis is what an author says that numbers rest on: his own word, if nothing.
func statedBasis(basis string) string {
	if basis == "" {
		return library.Author
	}
	return basis
}

// weakest is the weakest basis of a risk's numbers: of its loss, its attempts and
// the steps that it can use.
func (a *analysis) weakest(r *Risk, steps []*model.Step) string {
	basis := library.Author // a loss that is stated
	if r.LossFromScale {
		basis = library.Assumed
	}
	if at := a.model.Attacker(r.Cause); at != nil {
		basis = weaker(basis, statedBasis(at.Basis))
	}
	for _, s := range steps {
		basis = weaker(basis, statedBasis(s.Basis))
	}
	for _, open := range r.Assumed {
		if open.Basis == "" && open.What != AssumedLoss {
			return Unstated
		}
	}
	return basis
}

// founded tells whether a basis is as firm as the one that is wanted, or firmer.
func founded(basis, wanted string) bool {
	return slices.Index(Bases(), basis) <= slices.Index(Bases(), wanted)
}

// defaultsShare is how much of the numbers behind risks is assumed, weighed by their
// expected loss; 0 without any.
func defaultsShare(risks []Risk) float64 {
	assumed, all := 0.0, 0.0
	for _, r := range risks {
		assumed += r.ExpectedLoss.Current * r.DefaultsShare
		all += r.ExpectedLoss.Current
	}
	if all == 0 {
		return 0
	}
	return assumed / all
}

// sway says between which losses the defaults of a risk move it.
func (a *analysis) sway(r *Risk, as *assessment, cause int) {
	low, high := as.low.row(cause).frequency, as.high.row(cause).frequency
	if low == high {
		return
	}
	yearly := r.LossMean / a.model.Horizon.Years()
	r.OverDefaults = &Sway{Low: low * yearly, High: high * yearly}
}

// placed finds the ranks that the ends of each sway would have among the other
// risks, which are ranked.
func placed(risks []Risk) {
	worseThan := func(own int, loss float64) int {
		n := sort.Search(len(risks), func(i int) bool { return risks[i].ExpectedLoss.Current <= loss })
		if own < n {
			n--
		}
		return n
	}
	for i := range risks {
		if s := risks[i].OverDefaults; s != nil {
			s.Best, s.Worst = 1+worseThan(i, s.High), 1+worseThan(i, s.Low)
		}
	}
}
