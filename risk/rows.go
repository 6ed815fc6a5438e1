package risk

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/model"
)

// risks are a threat's rows; a row that is impossible in every view is left out.
func (a *analysis) risks(ctx context.Context, as *assessment) ([]Risk, error) {
	var rows []Risk
	var causes []int
	for cause := 0; cause <= len(as.cast); cause++ {
		r := a.risk(as, cause)
		if !r.Frequency.any() {
			continue
		}
		if err := a.rest(ctx, as, cause, &r); err != nil {
			return nil, err
		}
		if cause > 0 {
			if err := a.attacks(ctx, as.stage, cause-1, &r); err != nil {
				return nil, err
			}
		}
		rows = append(rows, r)
		causes = append(causes, cause)
	}
	for i := range rows { // after all else: what is left of the engine's effort suffices for an order
		if err := a.byEffect(ctx, as, causes[i], rows[i].Mitigations); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

func (a *analysis) risk(as *assessment, cause int) Risk {
	t := as.threat
	r := Risk{
		Threat:         t.ID,
		Title:          t.Title,
		Cause:          ByAccident,
		CauseTitle:     "By accident",
		Numbers:        a.row(as, as.stated, cause),
		UnknownsClosed: a.row(as, as.closed, cause),
		Position:       t.Pos,
	}
	if t.Asset != nil {
		r.Asset = t.Asset.ID
	}
	if cause > 0 {
		at := as.cast[cause-1]
		attempts, _ := attemptsAt(t, at)
		r.Cause, r.CauseTitle, r.IfTried = at.ID, at.Title, attempts == nil
	}
	r.ID = r.Threat + "/" + r.Cause
	r.Grown, r.Pattern = a.grown[t.ID], t.Pattern
	r.LossMean, r.LossFromScale = a.scale.loss(a.model, t)
	r.Severity = a.scale.severity(r.ExpectedLoss.Current)
	r.AtMost = as.atMost(func(o outcome) measure { return o.row(cause) })
	return r
}

// rest says on which steps a risk rests, and what follows from that.
func (a *analysis) rest(ctx context.Context, as *assessment, cause int, r *Risk) error {
	steps, err := a.usable(ctx, as, cause)
	if err != nil {
		return err
	}
	a.basis(r, steps)
	a.sway(r, as, cause)
	r.Category = a.ofRisk(as.threat, steps)
	r.Mitigations = a.touching(steps)
	a.uses[r.ID] = set(steps)
	return nil
}

func (a *analysis) row(as *assessment, v views, cause int) Numbers {
	return a.measured(as.threat, v, func(o outcome) measure { return o.row(cause) })
}

// measured turns one row of outcomes into numbers: yearly loss is frequency
// per horizon times loss per incident, over the horizon.
func (a *analysis) measured(t *model.Threat, v views, of func(outcome) measure) Numbers {
	loss, _ := a.scale.loss(a.model, t)
	n := Numbers{
		Likelihood: v.numbers(func(o outcome) float64 { return of(o).likelihood }),
		Frequency:  v.numbers(func(o outcome) float64 { return of(o).frequency }),
	}
	n.ExpectedLoss = n.Frequency.times(loss / a.model.Horizon.Years())
	return n
}

func (a *analysis) total(as *assessment) Total {
	of := func(o outcome) measure { return o.total }
	return Total{
		Threat:         as.threat.ID,
		Title:          as.threat.Title,
		Numbers:        a.measured(as.threat, as.stated, of),
		AtMost:         as.atMost(of),
		UnknownsClosed: a.measured(as.threat, as.closed, of),
	}
}

// atMost reports whether a row is an upper end in some view: it would be lower
// had everything unstated turned out well, or the engine gave only a bound.
func (as *assessment) atMost(of func(outcome) measure) bool {
	differ := func(x, y outcome) bool {
		return of(x).atMost || of(x) != of(y)
	}
	return differ(as.stated.inherent, as.best.inherent) ||
		differ(as.stated.current, as.best.current) ||
		differ(as.stated.projected, as.best.projected)
}

// basis counts, over the steps that this cause could use, the numbers and
// findings that a risk rests on, and lists those that the author left open.
func (a *analysis) basis(r *Risk, steps []*model.Step) {
	numbers := 1 // the loss
	r.Assumed = []Assumption{}
	for _, s := range steps {
		n, open := a.stepBasis(s)
		numbers += n
		r.Assumed = append(r.Assumed, open...)
	}
	if r.Cause != ByAccident {
		numbers++
	}
	switch at := a.model.Attacker(r.Cause); {
	case r.IfTried:
		r.Assumed = append(r.Assumed, Assumption{What: AssumedAttempts})
	case at != nil && isDefault(at.Basis):
		r.Assumed = append(r.Assumed, Assumption{What: AssumedAttempts, Basis: at.Basis})
	}
	if r.LossFromScale {
		r.Assumed = append(r.Assumed, Assumption{What: AssumedLoss})
	}
	r.DefaultsShare = float64(len(r.Assumed)) / float64(numbers)
	r.Basis = a.weakest(r, steps)
}

// stepBasis counts a step's number and findings, and lists those left open. An
// unknown finding beside one that fails opens nothing.
func (a *analysis) stepBasis(s *model.Step) (numbers int, open []Assumption) {
	switch {
	case s.Probability == nil:
		open = append(open, Assumption{Step: s.ID, What: AssumedProbability})
	case s.Pattern != "" && isDefault(s.Basis):
		open = append(open, Assumption{Step: s.ID, What: AssumedDefault, Basis: s.Basis})
	}
	if a.findings.door(s.When, nil) == doorUnknown {
		for _, ref := range s.When {
			if a.findings.state(ref, nil) == doorUnknown {
				open = append(open, Assumption{Step: s.ID, What: AssumedFinding, Rule: ruleName(ref)})
			}
		}
	}
	return 1 + len(s.When), open
}

// maxWays is up to how many ways of a cause its steps are taken from them one by one.
const maxWays = 2000

// usable are the steps that lie on some way of a cause, without mitigations: a
// step that is within reach may still lead nowhere. Where there are too many ways
// to look at, they are all steps within reach.
func (a *analysis) usable(ctx context.Context, as *assessment, cause int) ([]*model.Step, error) {
	leaves := as.grove.leaves(asStated(inherent).effect(a.model), a.findings)
	who := as.grove.nobody()
	if cause > 0 {
		who = a.engineActor(as.stage, cause-1, leaves)
	}
	count, sets, err := as.grove.diagram.Sets(ctx, leaves, who, maxWays)
	switch {
	case errors.Is(err, attacktree.ErrBudget):
		sets = nil
	case err != nil:
		return nil, fmt.Errorf("list the ways of %q: %w", as.threat.ID, err)
	case count.Cmp(big.NewInt(maxWays)) > 0:
		sets = nil
	}
	needed := make([]bool, len(leaves))
	for i, l := range leaves {
		needed[i] = sets == nil && l.Probability > 0 && who.Can[i]
	}
	for _, way := range sets {
		if has(as.grove, way, attacktree.Action) == (cause > 0) {
			for _, leaf := range way {
				needed[leaf] = true
			}
		}
	}
	var steps []*model.Step
	for i, s := range as.grove.steps {
		if needed[i] {
			steps = append(steps, s)
		}
	}
	return steps, nil
}

// set is steps by id.
func set(steps []*model.Step) map[string]bool {
	ids := make(map[string]bool, len(steps))
	for _, s := range steps {
		ids[s.ID] = true
	}
	return ids
}

// touching lists the mitigations that act on one of the steps, in the model's order.
func (a *analysis) touching(steps []*model.Step) []string {
	ids := []string{}
	for _, mt := range a.model.Mitigations {
		if slices.ContainsFunc(steps, func(s *model.Step) bool { return a.touches(mt, s) }) {
			ids = append(ids, mt.ID)
		}
	}
	return ids
}

// touches reports whether a mitigation stops or raises the step, or closes a
// finding that opens it.
func (a *analysis) touches(mt *model.Mitigation, s *model.Step) bool {
	return slices.ContainsFunc(mt.Stops, func(x model.Stop) bool { return x.Step.ID == s.ID }) ||
		slices.ContainsFunc(mt.Raises, func(x model.Raise) bool { return x.Step.ID == s.ID }) ||
		slices.ContainsFunc(s.When, func(ref model.RuleRef) bool { return a.findings.affects(mt.Closes, ref) })
}
