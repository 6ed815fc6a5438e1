package risk

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/model"
)

// BuildTree evaluates one threat's attack tree for one attempt by somebody
// without limits or, when attacker is not "", by that one. The tree's Total is
// then that attacker's row of the register, with his attempts, and all zeros when
// the threat is not his. It fails on ids that the model does not have, on a threat
// without an attack, and when rules or engine fail.
func BuildTree(ctx context.Context, m *model.Model, o Options, threat, attacker string) (*Tree, error) {
	trees, err := BuildTrees(ctx, m, o, Questions{}, attacker, threat)
	if err != nil {
		return nil, err
	}
	return trees[0], nil
}

// BuildTrees does as BuildTree for several threats, judged by the rules once, and
// asks further questions about each. Of these, Front and DefenceFront are for
// other trees, and the diagrams have the sizes of Options.
func BuildTrees(ctx context.Context, m *model.Model, o Options, q Questions, attacker string, threats ...string) ([]*Tree, error) {
	if attacker != "" && m.Attacker(attacker) == nil {
		return nil, fmt.Errorf("no attacker %q", attacker)
	}
	a, err := newAnalysis(ctx, m, o)
	if err != nil {
		return nil, err
	}
	trees := make([]*Tree, len(threats))
	for i, id := range threats {
		t := m.Threat(id)
		if t == nil || t.Attack == nil {
			return nil, fmt.Errorf("no threat %q with an attack", id)
		}
		as, err := a.assess(ctx, t)
		if err != nil {
			return nil, err
		}
		d := drawing{analysis: a, assessment: as, attacker: attacker, questions: q}
		if trees[i], err = d.tree(ctx); err != nil {
			return nil, err
		}
	}
	return trees, nil
}

// drawing is a threat's tree being valued for one reader.
type drawing struct {
	*analysis
	*assessment
	attacker  string // "" is somebody without limits
	questions Questions
	now       []attacktree.Leaf
	who       attacktree.Actor // in the current view
	views     [3][]float64     // by the engine's node: inherent, current, projected
	best      []float64        // current, had all that is unstated turned out well
	critical  map[*model.Node]bool
	seen      map[string]string // the first number of each step
}

func (d *drawing) tree(ctx context.Context) (*Tree, error) {
	if err := d.value(ctx); err != nil {
		return nil, err
	}
	answer, cheapest, err := d.answer(ctx)
	if err != nil {
		return nil, err
	}
	d.critical, d.seen = d.path(cheapest), map[string]string{}
	root := d.branch(d.threat.Attack, "")
	if root.Probability, err = d.attempt(ctx); err != nil {
		return nil, err
	}
	x := &Tree{
		Threat:   d.threat.ID,
		Title:    d.threat.Title,
		Attacker: d.attacker,
		Root:     root,
		Total:    d.numbers(),
		Currency: d.scale.currency,
		Answer:   answer,
		Horizon:  float64(d.model.Horizon),
	}
	if at := d.model.Attacker(d.attacker); at != nil {
		x.AttackerTitle = at.Title
	}
	return x, nil
}

// numbers are the attacker's own row, or the threat's total for somebody without limits.
func (d *drawing) numbers() Numbers {
	for i, at := range d.cast {
		if at.ID == d.attacker {
			return d.row(d.assessment, d.stated, i+1)
		}
	}
	if d.attacker != "" {
		return Numbers{} // the threat is not his
	}
	return d.analysis.total(d.assessment).Numbers
}

// value asks for the chance of every node in each view.
func (d *drawing) value(ctx context.Context) error {
	d.now, d.who = d.in(asStated(current))
	for i, acts := range []func(*model.Mitigation) bool{inherent, current, projected} {
		var err error
		if d.views[i], err = d.nodes(ctx, asStated(acts)); err != nil {
			return err
		}
	}
	var err error
	d.best, err = d.nodes(ctx, world{acts: current})
	return err
}

// in is one world: what the leaves are and who acts.
func (d *drawing) in(w world) ([]attacktree.Leaf, attacktree.Actor) {
	leaves := d.grove.leaves(w.effect(d.model), d.findings)
	if d.attacker == "" {
		return leaves, anybody()
	}
	return leaves, d.actors[d.attacker].in(d.grove, leaves, nil, d.model.Horizon)
}

func (d *drawing) nodes(ctx context.Context, w world) ([]float64, error) {
	leaves, who := d.in(w)
	p, err := d.grove.diagram.NodeProbabilities(ctx, leaves, who.Can)
	if err != nil {
		return nil, fmt.Errorf("evaluate %q: %w", d.threat.ID, err)
	}
	return p, nil
}

// attempt is the chance of the whole in each view: limits on whole attacks
// count here, as they cannot at a branch.
func (d *drawing) attempt(ctx context.Context) (Views, error) {
	var p [3]float64
	for i, acts := range []func(*model.Mitigation) bool{inherent, current, projected} {
		leaves, who := d.in(asStated(acts))
		var err error
		if p[i], _, err = d.grove.diagram.Attempt(ctx, leaves, who); err != nil {
			return Views{}, fmt.Errorf("evaluate %q: %w", d.threat.ID, err)
		}
	}
	return Views{p[0], p[1], p[2]}, nil
}

// branch is one place of the tree with everything below it; what stood
// elsewhere before points there instead of repeating itself.
func (d *drawing) branch(n *model.Node, number string) *Branch {
	b := &Branch{Number: number, Title: n.Title, Gate: n.Gate, AtLeast: n.AtLeast, Position: n.Pos}
	d.chances(b, n)
	if n.Gate != model.GateStep {
		d.grow(b, n.Children)
		return b
	}
	s := d.model.Step(n.Step.ID)
	b.Step, b.Title, b.SeeNumber = s.ID, s.Title, d.seen[s.ID] // the root, without a number, stands nowhere else
	again := b.SeeNumber != ""
	if !again {
		d.seen[s.ID] = number
	}
	if s.Part == nil {
		d.leaf(b, s)
		return b
	}
	b.Gate, b.AtLeast = s.Part.Gate, s.Part.AtLeast
	if !again {
		d.grow(b, s.Part.Children)
	}
	return b
}

func (d *drawing) grow(b *Branch, children []*model.Node) {
	for i, c := range children {
		number := strconv.Itoa(i + 1)
		if b.Number != "" {
			number = b.Number + "." + number
		}
		b.Children = append(b.Children, d.branch(c, number))
	}
}

func (d *drawing) chances(b *Branch, n *model.Node) {
	at := d.grove.nodes[n]
	b.Probability = Views{d.views[0][at], d.views[1][at], d.views[2][at]}
	b.Critical = d.critical[n]
	b.Shut = b.Probability.Current == 0
	b.AtMost = d.best[at] != d.views[1][at]
}

// leaf is a single step: its own numbers, whoever acts, and what stands behind them.
func (d *drawing) leaf(b *Branch, s *model.Step) {
	b.Kind = s.Kind
	b.OutOfReach = d.who.Can != nil && !d.who.Can[slices.Index(d.grove.steps, s)]
	b.Probability = d.chance(s)
	b.Rules = d.opening(s)
	b.Mitigations = d.applied(s)
}

// chance is a step's probability in the three views.
func (a *analysis) chance(s *model.Step) Views {
	return Views{
		Inherent:  asStated(inherent).effect(a.model).probability(s, a.findings),
		Current:   asStated(current).effect(a.model).probability(s, a.findings),
		Projected: asStated(projected).effect(a.model).probability(s, a.findings),
	}
}

// opening lists the rules that open a step's door now; of a shut door, all that would.
func (a *analysis) opening(s *model.Step) []string {
	closed := asStated(current).effect(a.model).closed
	shut := a.findings.door(s.When, closed) == doorShut
	var rules []string
	for _, ref := range s.When {
		if shut || a.findings.state(ref, closed) != doorShut {
			rules = append(rules, ruleName(ref))
		}
	}
	return rules
}

// applied lists the mitigations that act on a step, in the model's order.
func (a *analysis) applied(s *model.Step) []Applied {
	list := []Applied{}
	for _, mt := range a.model.Mitigations {
		if a.touches(mt, s) {
			list = append(list, Applied{
				ID:          mt.ID,
				Title:       mt.Title,
				Status:      mt.Status,
				Responsible: mt.Responsible,
				Share:       a.share(mt, s),
			})
		}
	}
	return list
}

// share is how much of a step's probability one mitigation alone removes.
func (a *analysis) share(mt *model.Mitigation, s *model.Step) float64 {
	if a.findings.door(s.When, nil) != doorShut && a.findings.door(s.When, mt.Closes) == doorShut {
		return 1
	}
	left := 1.0
	for _, stop := range mt.Stops {
		if stop.Step.ID == s.ID {
			left *= 1 - stop.Share
		}
	}
	return math.Abs(1 - left)
}
