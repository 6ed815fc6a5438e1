package risk

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/library"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
)

// ByAccident is the cause of whatever happens without an attacker.
const ByAccident = "accident"

// Options says by which rules and on which day a model is judged.
type Options struct {
	Rules *policies.Pack // nil: no rule is evaluated and every door is unknown
	Today model.Date     // the day that waivers are judged by; empty: none has expired
	Notes []Note         // of whoever read the model; the register repeats them
	// MaxNodes bounds each decision diagram; 0 is the engine's default. Beyond it
	// numbers become bounds that say so, and questions stay open.
	MaxNodes int
	Patterns *library.Patterns // that Grow goes by; nil: those that come with the program

	judged *judged // results of the rules that are known already
}

// Analyze evaluates every rule and every threat of a checked model and ranks
// the risks. Equal models give equal registers. The cost is that of the rules
// plus, for each threat, at most nine evaluations of its tree for all attackers.
func Analyze(ctx context.Context, m *model.Model, o Options) (*Register, error) {
	a, err := newAnalysis(ctx, m, o)
	if err != nil {
		return nil, err
	}
	assessed, drafts, err := a.assessAll(ctx)
	if err != nil {
		return nil, err
	}
	return a.register(ctx, assessed, drafts, o)
}

func newAnalysis(ctx context.Context, m *model.Model, o Options) (*analysis, error) {
	a := &analysis{
		model:     m,
		judged:    &judged{of: m},
		bound:     attacktree.Options{MaxNodes: o.MaxNodes},
		catalogue: map[string]policies.Rule{},
		words:     map[string]Category{},
		actors:    map[string]actor{},
		scale:     newScale(m),
		unions:    map[string]union{},
		joint:     map[string]Views{},
		uses:      map[string]map[string]bool{},
	}
	for _, at := range m.Attackers {
		a.actors[at.ID] = newActor(m, at)
	}
	if o.Rules == nil {
		return a, nil
	}
	return a, a.check(ctx, o.Rules, o.judged)
}

// assessAll leaves out drafts, threats whose attack nobody has described, and, with
// a remark, what grew too large.
func (a *analysis) assessAll(ctx context.Context) (assessed []*assessment, drafts []*model.Threat, err error) {
	for _, t := range a.model.Threats {
		if t.Attack == nil {
			drafts = append(drafts, t)
			continue
		}
		as, err := a.assess(ctx, t)
		switch {
		case errors.Is(err, attacktree.ErrBudget) && a.grown[t.ID]:
			a.remark(t.Pos, "threat %s, which grew, is too large to evaluate and is not ranked: narrow it with \"patterns\", or write one that stands for it", source.Quote(t.ID))
		case err != nil:
			return nil, nil, err
		default:
			assessed = append(assessed, as)
		}
	}
	return assessed, drafts, nil
}

func (a *analysis) register(ctx context.Context, assessed []*assessment, drafts []*model.Threat, o Options) (*Register, error) {
	r := &Register{
		Model:       a.header(o.Today),
		Risks:       []Risk{},
		Totals:      []Total{},
		Assumptions: sentences(a.model.Assumptions),
		Questions:   sentences(a.model.Questions),
	}
	for _, as := range assessed {
		risks, err := a.risks(ctx, as)
		if err != nil {
			return nil, err
		}
		r.Risks = append(r.Risks, risks...)
		r.Totals = append(r.Totals, a.total(as))
	}
	a.rank(r)
	system, err := a.system(ctx, assessed)
	if err != nil {
		return nil, err
	}
	r.System = a.sums(r.Risks, system)
	r.Steps = a.steps(r.Risks)
	r.Mitigations = a.mitigations(r.Risks)
	a.judge(r, o.Today)
	r.Notes = append(a.notes(r, assessed, drafts), o.Notes...)
	return r, nil
}

func (a *analysis) header(today model.Date) Header {
	return Header{
		File:     a.model.File,
		Title:    a.model.Title,
		Currency: a.scale.currency,
		Horizon:  float64(a.model.Horizon),
		Unit:     a.scale.unit,
		Today:    string(today),
	}
}

func sentences(texts []model.Text) []string {
	list := make([]string, len(texts))
	for i, t := range texts {
		list[i] = t.Text
	}
	return list
}

// sums adds up the rows and puts beside them what one incident at most costs.
func (a *analysis) sums(risks []Risk, withoutDoubles Views) System {
	s := System{WithoutDoubles: withoutDoubles, AtMost: a.systemAtMost}
	for _, r := range risks {
		s.Rows = s.Rows.plus(r.ExpectedLoss)
		if r.IfTried {
			s.IfTried = s.IfTried.plus(r.ExpectedLoss)
		}
	}
	if a.model.Tolerance != nil {
		t := a.model.Tolerance.Mean()
		s.Tolerance = &t
	}
	return s
}

// rank sorts by current expected loss, then likelihood, then id, and numbers the rows.
func (a *analysis) rank(r *Register) {
	slices.SortFunc(r.Risks, func(x, y Risk) int {
		return cmp.Or(worse(x.Numbers, y.Numbers), strings.Compare(x.ID, y.ID))
	})
	for i := range r.Risks {
		r.Risks[i].Rank = i + 1
		a.ranked = append(a.ranked, r.Risks[i].ID)
	}
	placed(r.Risks)
	slices.SortFunc(r.Totals, func(x, y Total) int {
		return cmp.Or(worse(x.Numbers, y.Numbers), strings.Compare(x.Threat, y.Threat))
	})
}

func worse(x, y Numbers) int {
	return cmp.Or(
		cmp.Compare(y.ExpectedLoss.Current, x.ExpectedLoss.Current),
		cmp.Compare(y.Likelihood.Current, x.Likelihood.Current))
}
