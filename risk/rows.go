package risk

import (
	"context"
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/model"
)

// risks are a threat's rows; a row that is impossible in every view is left out.
func (a *analysis) risks(ctx context.Context, as *assessment) ([]Risk, error) {
	var rows []Risk
	for cause := 0; cause <= len(as.cast); cause++ {
		r := a.risk(as, cause)
		if !r.Frequency.any() {
			continue
		}
		if cause > 0 {
			if err := a.attacks(ctx, as.stage, cause-1, &r); err != nil {
				return nil, err
			}
		}
		rows = append(rows, r)
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
	r.LossMean, r.LossFromScale = a.scale.loss(a.model, t)
	r.Severity = a.scale.severity(r.ExpectedLoss.Current)
	r.AtMost = as.atMost(func(o outcome) measure { return o.row(cause) })
	steps := a.usable(as, cause)
	a.basis(&r, steps)
	r.Mitigations = a.touching(steps)
	a.uses[r.ID] = set(steps)
	return r
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
// findings that the author left open.
func (a *analysis) basis(r *Risk, steps []*model.Step) {
	numbers, assumed := 1, 0 // the loss
	if r.LossFromScale {
		assumed++
	}
	if r.Cause != ByAccident {
		numbers++
		if r.IfTried {
			assumed++
		}
	}
	for _, s := range steps {
		n, open := a.stepBasis(s)
		numbers, assumed = numbers+n, assumed+len(open)
		r.Assumed = append(r.Assumed, open...)
	}
	r.DefaultsShare = float64(assumed) / float64(numbers)
	if r.Assumed == nil || !r.AtMost {
		r.Assumed = []Assumption{}
	}
}

// stepBasis counts a step's numbers and doors, and lists those left open.
func (a *analysis) stepBasis(s *model.Step) (numbers int, open []Assumption) {
	numbers = 1
	if s.Probability == nil {
		open = append(open, Assumption{Step: s.ID, What: "probability"})
	}
	if len(s.When) == 0 {
		return numbers, open
	}
	numbers++
	if a.findings.door(s.When, nil) == doorUnknown {
		for _, ref := range s.When {
			if a.findings.state(ref, nil) == doorUnknown {
				open = append(open, Assumption{Step: s.ID, What: "finding", Rule: ruleName(ref)})
			}
		}
	}
	return numbers, open
}

// usable are the steps of a threat that a cause could need: luck, and the
// actions within the attacker's position and skill.
func (a *analysis) usable(as *assessment, cause int) []*model.Step {
	leaves := as.grove.leaves(asStated(inherent).effect(a.model), a.findings)
	var steps []*model.Step
	for i, s := range as.grove.steps {
		lucky := kindOf(s) != attacktree.Action
		if leaves[i].Probability > 0 && (lucky || cause > 0 && a.actors[as.cast[cause-1].ID].can(s, leaves[i].Skill)) {
			steps = append(steps, s)
		}
	}
	return steps
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
