package risk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/policies"
)

// Explain says why one risk of a register is what it is. The register must be
// that of the same model and options. It costs one evaluation of the threat's
// tree per step, finding and mitigation that the risk rests on; it fails on an
// id that the register does not list, and when rules or engine fail.
func Explain(ctx context.Context, m *model.Model, o Options, r *Register, id string) (*Explanation, error) {
	at := slices.IndexFunc(r.Risks, func(x Risk) bool { return x.ID == id })
	if at < 0 {
		return nil, fmt.Errorf("no risk %q", id)
	}
	a, err := newAnalysis(ctx, m, o)
	if err != nil {
		return nil, err
	}
	e, err := a.explainer(ctx, r, at)
	if err != nil {
		return nil, err
	}
	return e.explanation(ctx)
}

// explainer knows one risk and what it rests on.
type explainer struct {
	*analysis
	*assessment
	register *Register
	risk     Risk
	cause    int // 0 is accident, then the cast
	leaves   []attacktree.Leaf
	steps    []*model.Step // that the cause could use, in the order of the tree
}

func (a *analysis) explainer(ctx context.Context, r *Register, at int) (*explainer, error) {
	as, err := a.assess(ctx, a.model.Threat(r.Risks[at].Threat))
	if err != nil {
		return nil, err
	}
	e := &explainer{analysis: a, assessment: as, register: r, risk: r.Risks[at]}
	e.cause = 1 + slices.IndexFunc(as.cast, func(x *model.Attacker) bool { return x.ID == e.risk.Cause })
	e.leaves = as.grove.leaves(asStated(current).effect(a.model), a.findings)
	steps, err := a.usable(ctx, as, e.cause)
	if err != nil {
		return nil, err
	}
	usable := set(steps)
	for _, s := range a.model.Leaves(as.threat) {
		if usable[s.ID] {
			e.steps = append(e.steps, s)
		}
	}
	return e, nil
}

func (e *explainer) explanation(ctx context.Context) (*Explanation, error) {
	x := &Explanation{Model: e.register.Model, Risk: e.risk, Of: len(e.register.Risks)}
	x.Above, x.Below = e.neighbour(e.risk.Rank-1), e.neighbour(e.risk.Rank+1)
	var err error
	if x.Ways, x.WaysInAll, err = e.ways(ctx); err != nil {
		return nil, err
	}
	if x.Steps, err = e.reasons(ctx); err != nil {
		return nil, err
	}
	x.Flips, err = e.flips(ctx)
	return x, err
}

func (e *explainer) neighbour(rank int) *Neighbour {
	if rank < 1 || rank > len(e.register.Risks) {
		return nil
	}
	r := e.register.Risks[rank-1]
	return &Neighbour{ID: r.ID, Rank: rank, Likelihood: r.Likelihood.Current, ExpectedLoss: r.ExpectedLoss.Current}
}

// ways are the likeliest ways of the risk, and how many there are.
func (e *explainer) ways(ctx context.Context) ([]Attack, json.Number, error) {
	planned, err := e.planned(ctx)
	lucky, count, counting := e.lucky(ctx)
	switch err := errors.Join(err, counting); {
	case errors.Is(err, attacktree.ErrBudget):
		return []Attack{}, "0", nil
	case err != nil:
		return nil, "", fmt.Errorf("search the ways of %q: %w", e.risk.ID, err)
	}
	ways := append(planned, lucky...)
	slices.SortStableFunc(ways, func(x, y Attack) int { return cmp.Compare(y.Probability, x.Probability) })
	return ways[:min(len(ways), MaxWays)], json.Number(count.String()), nil
}

// planned are the likeliest attacks that need no accident.
func (e *explainer) planned(ctx context.Context) ([]Attack, error) {
	if e.cause == 0 {
		return nil, nil
	}
	found, err := e.grove.diagram.Best(ctx, e.leaves, e.actor(), attacktree.Likeliest, MaxWays)
	attacks := make([]Attack, len(found))
	for i, f := range found {
		attacks[i] = *e.grove.attack(f)
	}
	return attacks, err
}

// lucky are ways of this cause with an accident, among the MaxListed smallest
// sets, and the number of all ways of this cause.
func (e *explainer) lucky(ctx context.Context) ([]Attack, *big.Int, error) {
	count, sets, err := e.grove.diagram.Sets(ctx, e.leaves, e.actor(), MaxListed)
	if err != nil {
		return nil, nil, err
	}
	if e.cause > 0 {
		accidents, _, err := e.grove.diagram.Sets(ctx, e.leaves, e.grove.nobody(), 0)
		if err != nil {
			return nil, nil, err
		}
		count = new(big.Int).Sub(count, accidents)
	}
	var ways []Attack
	for _, set := range sets {
		if has(e.grove, set, attacktree.Accident) && has(e.grove, set, attacktree.Action) == (e.cause > 0) {
			ways = append(ways, e.way(set))
		}
	}
	return ways, count, nil
}

func has(g *grove, set []int, k attacktree.Kind) bool {
	return slices.ContainsFunc(set, func(l int) bool { return kindOf(g.steps[l]) == k })
}

// way is a set with an accident as an attack: nobody can plan it, so it has no time.
func (e *explainer) way(set []int) Attack {
	found := attacktree.Attack{Leaves: set, Probability: 1}
	for _, l := range set {
		found.Probability *= e.leaves[l].Probability
		if kindOf(e.grove.steps[l]) == attacktree.Action {
			found.Cost += e.leaves[l].Cost
			found.Skill = max(found.Skill, e.leaves[l].Skill)
		}
	}
	return *e.grove.attack(found)
}

// actor is who brings the risk about.
func (e *explainer) actor() attacktree.Actor {
	if e.cause == 0 {
		return e.grove.nobody()
	}
	return e.engineActor(e.assessment.stage, e.cause-1, e.leaves)
}

// nobody has idle hands: only luck is left.
func (g *grove) nobody() attacktree.Actor {
	who := anybody()
	for _, s := range g.steps {
		who.Can = append(who.Can, kindOf(s) != attacktree.Action)
	}
	return who
}

// reasons are the steps with everything that their numbers rest on.
func (e *explainer) reasons(ctx context.Context) ([]StepReason, error) {
	reasons := make([]StepReason, len(e.steps))
	for i, s := range e.steps {
		without := asStated(current)
		without.without = map[string]bool{s.ID: true}
		m, err := e.measureIn(ctx, without)
		if err != nil {
			return nil, err
		}
		reasons[i] = e.reason(s)
		reasons[i].Without = e.yearly(m)
	}
	return reasons, nil
}

func (e *explainer) reason(s *model.Step) StepReason {
	now := asStated(current).effect(e.model)
	leaf := now.leaf(s, e.findings)
	r := StepReason{
		Step:        publicStep(s),
		Probability: e.chance(s),
		Stated:      s.Probability != nil,
		Cost:        leaf.Cost,
		Time:        leaf.Time,
		Skill:       model.Skill(leaf.Skill).String(),
		Openings:    []Opening{},
		Mitigations: e.applied(s),
		Techniques:  techniques(s),
	}
	if len(s.When) > 0 {
		r.Door = e.findings.door(s.When, now.closed).String()
	}
	for _, ref := range s.When {
		r.Openings = append(r.Openings, e.openings(ref)...)
	}
	return r
}

// openings are what a rule says where a reference looks.
func (e *explainer) openings(ref model.RuleRef) []Opening {
	rule := e.findings.id(ref.Rule)
	if !e.findings.evaluated[rule] {
		return []Opening{{Rule: rule, Element: ref.Element, Outcome: NotEvaluated, Position: ref.Pos}}
	}
	var list []Opening
	for _, r := range e.findings.at(rule, ref.Element) {
		list = append(list, e.opening(r))
	}
	if list == nil {
		list = []Opening{{Rule: rule, Element: ref.Element, Outcome: NotApplicable, Position: ref.Pos}}
	}
	return list
}

func (e *explainer) opening(r policies.Result) Opening {
	words := map[policies.Outcome]string{policies.Fail: OutcomeFail, policies.Unknown: OutcomeUnknown, policies.Pass: OutcomePass}
	o := Opening{Rule: r.Rule, Element: r.Element, Outcome: words[r.Outcome], Message: r.Message, Position: e.position(r.Element)}
	o.Waived = slices.ContainsFunc(e.register.Findings, func(f Finding) bool {
		return f.Waived && f.Rule == r.Rule && f.Element == r.Element
	})
	return o
}

// change is one thing that could be different.
type change struct {
	flip  Flip
	world world
}

// flips are all changes that lower the risk, the greatest effect first.
func (e *explainer) flips(ctx context.Context) ([]Flip, error) {
	flips := []Flip{}
	for _, c := range slices.Concat(e.findingChanges(), e.probabilityChanges(), e.mitigationChanges()) {
		m, err := e.measureIn(ctx, c.world)
		if err != nil {
			return nil, err
		}
		if loss := e.yearly(m); loss < e.risk.ExpectedLoss.Current || m.likelihood < e.risk.Likelihood.Current {
			flips = append(flips, e.flipped(c.flip, m.likelihood, loss))
		}
	}
	slices.SortStableFunc(flips, func(x, y Flip) int {
		return cmp.Or(
			cmp.Compare(y.Saves, x.Saves),
			cmp.Compare(x.Likelihood, y.Likelihood),
			strings.Compare(x.Kind, y.Kind),
			strings.Compare(x.ID, y.ID))
	})
	return flips, nil
}

func (e *explainer) flipped(f Flip, likelihood, loss float64) Flip {
	f.Likelihood, f.ExpectedLoss = likelihood, loss
	f.Saves = math.Max(0, e.risk.ExpectedLoss.Current-loss)
	f.Severity = e.scale.severity(loss)
	f.Rank = 1
	for _, r := range e.register.Risks {
		if r.ID != e.risk.ID && r.ExpectedLoss.Current > loss {
			f.Rank++
		}
	}
	return f
}

// findingChanges close, one at a time, the findings that open a door of the risk.
func (e *explainer) findingChanges() []change {
	var changes []change
	seen := map[string]bool{}
	for _, s := range e.steps {
		for _, ref := range s.When {
			for _, o := range e.openings(ref) {
				closed := model.RuleRef{Rule: o.Rule, Element: o.Element}
				if o.Outcome == OutcomePass || o.Outcome == NotApplicable || seen[ruleName(closed)] {
					continue
				}
				seen[ruleName(closed)] = true
				changes = append(changes, e.findingChange(o, closed))
			}
		}
	}
	return changes
}

func (e *explainer) findingChange(o Opening, closed model.RuleRef) change {
	c := change{Flip{Kind: FlipUnknown, ID: ruleName(closed), Title: e.catalogue[o.Rule].Title, Position: o.Position}, asStated(current)}
	if o.Outcome == OutcomeFail {
		c.flip.Kind = FlipFinding
	}
	c.world.closed = []model.RuleRef{closed}
	return c
}

// probabilityChanges take away, one at a time, the steps whose chance nobody stated.
func (e *explainer) probabilityChanges() []change {
	var changes []change
	for _, s := range e.steps {
		if s.Probability == nil {
			c := change{Flip{Kind: FlipProbability, ID: s.ID, Title: s.Title, Position: s.Pos}, asStated(current)}
			c.world.without = map[string]bool{s.ID: true}
			changes = append(changes, c)
		}
	}
	return changes
}

// mitigationChanges add, one at a time, what is not implemented yet.
func (e *explainer) mitigationChanges() []change {
	var changes []change
	for _, mt := range e.model.Mitigations {
		if !current(mt) && slices.ContainsFunc(e.steps, func(s *model.Step) bool { return e.touches(mt, s) }) {
			changes = append(changes, change{
				Flip{Kind: FlipMitigation, ID: mt.ID, Title: mt.Title, Status: mt.Status, Position: mt.Pos},
				asStated(func(x *model.Mitigation) bool { return current(x) || x == mt }),
			})
		}
	}
	return changes
}

// measureIn is the risk's row in another world.
func (e *explainer) measureIn(ctx context.Context, w world) (measure, error) {
	o, err := e.play(ctx, e.assessment.stage, w)
	if err != nil {
		return measure{}, err
	}
	return o.row(e.cause), nil
}

// yearly is a row's expected loss per year.
func (e *explainer) yearly(m measure) float64 {
	return m.frequency * e.risk.LossMean / e.model.Horizon.Years()
}
