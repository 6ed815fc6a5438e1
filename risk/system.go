package risk

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/model"
)

// charge is a set of threats that one incident may trigger together at one
// asset, dearest first, and what the incident costs then.
type charge struct {
	members []*assessment
	losses  []float64
	cause   *model.Attacker // nil: accidents
}

// system sums yearly expected loss over the whole model, one incident costing
// each asset at most once: the dearest of the threats that it triggers there.
func (a *analysis) system(ctx context.Context, assessed []*assessment) (Views, error) {
	var sum Views
	for _, c := range a.charges(assessed) {
		v, err := a.cost(ctx, c)
		if err != nil {
			return Views{}, err
		}
		sum = sum.plus(v)
	}
	return sum, nil
}

// charges groups the rows that one incident can trigger together.
func (a *analysis) charges(assessed []*assessment) []*charge {
	byKey := map[string]*charge{}
	var keys []string
	add := func(key string, cause *model.Attacker, as *assessment) {
		if byKey[key] == nil {
			byKey[key] = &charge{cause: cause}
			keys = append(keys, key)
		}
		byKey[key].members = append(byKey[key].members, as)
	}
	for _, as := range assessed {
		add(chargeKey(as.threat, ByAccident, false), nil, as)
		for _, at := range as.cast {
			_, own := attemptsAt(as.threat, at)
			add(chargeKey(as.threat, at.ID, own), at, as)
		}
	}
	charges := make([]*charge, len(keys))
	for i, key := range keys {
		charges[i] = byKey[key]
		charges[i].price(a)
	}
	return charges
}

// chargeKey joins threats to one asset by one cause, unless the threat is
// attempted on its own.
func chargeKey(t *model.Threat, cause string, alone bool) string {
	key := []string{"", cause, ""}
	if t.Asset != nil {
		key[0] = t.Asset.ID
	}
	if alone || t.Asset == nil {
		key[2] = t.ID
	}
	return strings.Join(key, "/")
}

func (c *charge) price(a *analysis) {
	loss := map[string]float64{}
	for _, as := range c.members {
		loss[as.threat.ID], _ = a.scale.loss(a.model, as.threat)
	}
	slices.SortFunc(c.members, func(x, y *assessment) int {
		return cmp.Or(
			cmp.Compare(loss[y.threat.ID], loss[x.threat.ID]),
			strings.Compare(x.threat.ID, y.threat.ID))
	})
	for _, as := range c.members {
		c.losses = append(c.losses, loss[as.threat.ID])
	}
}

// cost is E[max loss of the threats triggered] per year: with losses l1 ≥ l2 ≥ …
// the sum of (l_i − l_{i+1}) times the frequency of any of the first i.
func (a *analysis) cost(ctx context.Context, c *charge) (Views, error) {
	var sum Views
	for i := range c.members {
		step := c.losses[i]
		if i+1 < len(c.losses) {
			step -= c.losses[i+1]
		}
		if step == 0 {
			continue
		}
		f, err := a.anyOf(ctx, c.members[:i+1], c.cause)
		if err != nil {
			return Views{}, err
		}
		sum = sum.plus(f.times(step / a.model.Horizon.Years()))
	}
	return sum, nil
}

// anyOf is how often one cause triggers at least one of the threats, per
// horizon. Threats that share no step are independent, given the attempt.
func (a *analysis) anyOf(ctx context.Context, members []*assessment, cause *model.Attacker) (Views, error) {
	n := a.tries(members[0].threat, cause)
	if n == 0 {
		return Views{}, nil
	}
	missed := Views{1, 1, 1}
	for _, cluster := range clusters(members) {
		f, err := a.together(ctx, cluster, cause)
		if err != nil {
			return Views{}, err
		}
		q := f.times(1 / n)
		missed = Views{missed.Inherent * (1 - q.Inherent), missed.Current * (1 - q.Current), missed.Projected * (1 - q.Projected)}
	}
	return Views{1 - missed.Inherent, 1 - missed.Current, 1 - missed.Projected}.times(n), nil
}

// tries are the occasions per horizon: expected attempts, or the one horizon of accidents.
func (a *analysis) tries(t *model.Threat, cause *model.Attacker) float64 {
	if cause == nil {
		return 1
	}
	attempts, _ := attemptsAt(t, cause)
	if attempts == nil {
		return 1
	}
	return attempts.Expected(a.model.Horizon)
}

// clusters divides threats into groups that share no step with each other, each
// in the order given.
func clusters(members []*assessment) [][]*assessment {
	var groups [][]*assessment
	group := map[string]int{} // by step
	for _, as := range members {
		joined := []*assessment{}
		var met []int
		for _, s := range as.grove.steps {
			if g, ok := group[s.ID]; ok && !slices.Contains(met, g) {
				met = append(met, g)
			}
		}
		slices.Sort(met)
		for _, g := range met {
			joined = append(joined, groups[g]...)
			groups[g] = nil
		}
		joined = append(joined, as)
		for _, x := range joined {
			for _, s := range x.grove.steps {
				group[s.ID] = len(groups)
			}
		}
		groups = append(groups, joined)
	}
	return slices.DeleteFunc(groups, func(g []*assessment) bool { return len(g) == 0 })
}

// together is how often one cause triggers at least one of threats that share steps.
func (a *analysis) together(ctx context.Context, members []*assessment, cause *model.Attacker) (Views, error) {
	if len(members) == 1 {
		return members[0].frequency(cause), nil
	}
	key := keyOf(members, cause)
	if known, ok := a.joint[key]; ok {
		return known, nil
	}
	f, err := a.jointly(ctx, members, cause)
	switch {
	case errors.Is(err, attacktree.ErrBudget):
		a.systemAtMost, f = true, sumOf(members, cause)
	case err != nil:
		return Views{}, err
	}
	a.joint[key] = f
	return f, nil
}

func keyOf(members []*assessment, cause *model.Attacker) string {
	ids := make([]string, 0, len(members)+1)
	for _, as := range members {
		ids = append(ids, as.threat.ID)
	}
	slices.Sort(ids)
	if cause != nil {
		ids = append(ids, cause.ID)
	}
	return strings.Join(ids, "/")
}

func (a *analysis) jointly(ctx context.Context, members []*assessment, cause *model.Attacker) (Views, error) {
	g, err := a.union(ctx, members)
	if err != nil {
		return Views{}, err
	}
	joint := &assessment{stage: &stage{threat: members[0].threat, grove: g}}
	if cause != nil {
		joint.cast = []*model.Attacker{cause}
	}
	if joint.stated, err = a.views(ctx, joint.stage, asStated(nil)); err != nil {
		return Views{}, err
	}
	a.systemAtMost = a.systemAtMost || joint.stated.current.row(len(joint.cast)).atMost
	return joint.frequency(cause), nil
}

// sumOf is an upper end of together: as if no two threats ever came together.
func sumOf(members []*assessment, cause *model.Attacker) Views {
	var sum Views
	for _, as := range members {
		sum = sum.plus(as.frequency(cause))
	}
	return sum
}

// frequency is one cause's row in the three views.
func (as *assessment) frequency(cause *model.Attacker) Views {
	row := 1 + slices.Index(as.cast, cause) // accidents are no part of the cast
	return as.stated.numbers(func(o outcome) float64 { return o.row(row).frequency })
}

// unionNodes bounds the diagram of several threats together. The whole is one
// number among many: it may not cost more than all the others.
const unionNodes = 1 << 16

// union is the grove of several threats, planted once: several causes ask it.
// It remembers failure too.
func (a *analysis) union(ctx context.Context, members []*assessment) (*grove, error) {
	key := keyOf(members, nil)
	if known, ok := a.unions[key]; ok {
		return known.grove, known.err
	}
	threats := make([]*model.Threat, len(members))
	for i, as := range members {
		threats[i] = as.threat
	}
	bound := attacktree.Options{MaxNodes: unionNodes}
	if n := a.bound.MaxNodes; n > 0 {
		bound.MaxNodes = min(n, unionNodes)
	}
	g, err := plant(ctx, a.model, bound, threats...)
	a.unions[key] = union{g, err}
	return g, err
}

// union is several threats planted together, or why that failed.
type union struct {
	grove *grove
	err   error
}

// numbers takes one number from each view.
func (v views) numbers(of func(outcome) float64) Views {
	return Views{Inherent: of(v.inherent), Current: of(v.current), Projected: of(v.projected)}
}

func (v Views) plus(w Views) Views {
	return Views{v.Inherent + w.Inherent, v.Current + w.Current, v.Projected + w.Projected}
}

func (v Views) times(x float64) Views {
	return Views{v.Inherent * x, v.Current * x, v.Projected * x}
}

func (v Views) any() bool { return v.Inherent != 0 || v.Current != 0 || v.Projected != 0 }
