package risk_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
)

// reference computes a register's numbers in the slowest and plainest way:
// every world of luck, every outcome of every attempt, straight from the rules.
// It knows inherent and current, budgets and skills, and no time.
type reference struct {
	model *model.Model
	steps []*model.Step // of all threats
	acts  func(*model.Mitigation) bool
}

func newReference(m *model.Model, acts func(*model.Mitigation) bool) *reference {
	r := &reference{model: m, acts: acts}
	seen := map[string]bool{}
	for _, t := range m.Threats {
		for _, s := range m.Leaves(t) {
			if !seen[s.ID] {
				seen[s.ID] = true
				r.steps = append(r.steps, s)
			}
		}
	}
	return r
}

// works reports whether the steps in a mask reach a node.
func (r *reference) works(n *model.Node, mask uint) bool {
	if n.Gate == model.GateStep {
		if part := r.model.Step(n.Step.ID).Part; part != nil {
			return r.works(part, mask)
		}
		for i, s := range r.steps {
			if s.ID == n.Step.ID {
				return mask>>i&1 == 1
			}
		}
		return false
	}
	reached := 0
	for _, c := range n.Children {
		if r.works(c, mask) {
			reached++
		}
	}
	switch n.Gate {
	case model.GateAny:
		return reached >= 1
	case model.GateAtLeast:
		return reached >= n.AtLeast
	}
	return reached == len(n.Children)
}

// ways are the minimal sets of a threat.
func (r *reference) ways(t *model.Threat) []uint {
	var ways []uint
	for mask := uint(0); mask < 1<<len(r.steps); mask++ {
		if r.works(t.Attack, mask) && r.minimal(t, mask) {
			ways = append(ways, mask)
		}
	}
	return ways
}

func (r *reference) minimal(t *model.Threat, mask uint) bool {
	for i := range r.steps {
		if mask>>i&1 == 1 && r.works(t.Attack, mask&^(1<<i)) {
			return false
		}
	}
	return true
}

func (r *reference) probability(s *model.Step) float64 {
	p := s.Probability.Mean()
	for _, mt := range r.model.Mitigations {
		for _, stop := range mt.Stops {
			if r.acts(mt) && stop.Step.ID == s.ID {
				p *= 1 - stop.Share
			}
		}
	}
	return p
}

func (r *reference) lucky(i int) bool { return r.steps[i].Kind != model.Action }

// attacks are the ways that an attacker can go; accidents those that need nobody.
func (r *reference) attacks(t *model.Threat, a *model.Attacker) (attacks []uint) {
	for _, way := range r.ways(t) {
		actions, cost, able := 0, 0.0, true
		for i, s := range r.steps {
			if way>>i&1 == 1 && !r.lucky(i) {
				actions++
				if s.Cost != nil {
					cost += s.Cost.Mean()
				}
				able = able && (a == nil || a.Skill == model.SkillUnstated || a.Skill >= s.Skill)
			}
		}
		affordable := a == nil || a.Budget == nil || cost <= a.Budget.Mean()
		if (actions > 0) == (a != nil) && able && affordable {
			attacks = append(attacks, way)
		}
	}
	return attacks
}

// worlds calls f with every set of happenings of one kind and its chance.
func (r *reference) worlds(lucky bool, f func(mask uint, p float64)) {
	for mask := uint(0); mask < 1<<len(r.steps); mask++ {
		p := 1.0
		for i, s := range r.steps {
			switch {
			case r.lucky(i) != lucky:
				if mask>>i&1 == 1 {
					p = 0
				}
			case mask>>i&1 == 1:
				p *= r.probability(s)
			default:
				p *= 1 - r.probability(s)
			}
		}
		if p > 0 {
			f(mask, p)
		}
	}
}

func some(ways []uint, mask uint) bool {
	for _, w := range ways {
		if w&^mask == 0 {
			return true
		}
	}
	return false
}

// chance is that of one attempt, given the luck.
func (r *reference) chance(attacks []uint, luck uint) (q float64) {
	r.worlds(false, func(actions uint, p float64) {
		if some(attacks, luck|actions) {
			q += p
		}
	})
	return q
}

type measured struct{ frequency, likelihood float64 }

// rows are a threat's rows by cause, and "" is the union.
func (r *reference) rows(t *model.Threat) map[string]measured {
	rows := map[string]measured{}
	accidents := r.attacks(t, nil)
	r.worlds(true, func(luck uint, p float64) {
		safe := 1.0
		if some(accidents, luck) {
			add(rows, "accident", p, p)
			safe = 0
		}
		for _, a := range r.model.Attackers {
			q := r.chance(r.attacks(t, a), luck)
			if a.Attempts == nil {
				add(rows, a.ID, p*q, p*q)
				safe *= 1 - q
				continue
			}
			n := a.Attempts.Expected(r.model.Horizon)
			add(rows, a.ID, p*n*q, p*(1-math.Exp(-n*q)))
			safe *= math.Exp(-n * q)
		}
		add(rows, "", 0, p*(1-safe))
	})
	return rows
}

func add(rows map[string]measured, cause string, f, l float64) {
	m := rows[cause]
	rows[cause] = measured{m.frequency + f, m.likelihood + l}
}

// system is the yearly loss when one incident costs the one asset once: the
// dearest threat that it brings about. The horizon is a year.
func (r *reference) system() (sum float64) {
	for _, a := range append([]*model.Attacker{nil}, r.model.Attackers...) {
		ways := make([][]uint, len(r.model.Threats))
		for i, t := range r.model.Threats {
			ways[i] = r.attacks(t, a)
		}
		n := 1.0
		if a != nil && a.Attempts != nil {
			n = a.Attempts.Expected(r.model.Horizon)
		}
		r.worlds(true, func(luck uint, p float64) {
			if a == nil {
				sum += p * r.dearest(ways, luck)
				return
			}
			r.worlds(false, func(actions uint, q float64) { sum += n * p * q * r.dearest(ways, luck|actions) })
		})
	}
	return sum
}

func (r *reference) dearest(ways [][]uint, mask uint) (loss float64) {
	for i, t := range r.model.Threats {
		if some(ways[i], mask) {
			loss = math.Max(loss, t.Loss.Mean())
		}
	}
	return loss
}

// randomModel is a small model of two threats that share their steps.
func randomModel(seed uint64) string {
	rnd := rand.New(rand.NewPCG(seed, 1))
	var b strings.Builder
	b.WriteString("assets: {data: {loss: 1k}}\nattackers:\n")
	for i := range 2 {
		fmt.Fprintf(&b, "  attacker-%d: {kind: outsider%s%s%s}\n", i,
			maybe(rnd, ", budget: %dk", 1+rnd.IntN(12)), maybe(rnd, ", skill: %s", pick(rnd, "novice", "practitioner", "expert")), maybe(rnd, ", attempts: %d/y", 1+rnd.IntN(4)))
	}
	const steps = 7
	b.WriteString("threats:\n")
	for i := range 2 {
		fmt.Fprintf(&b, "  threat-%d: {asset: data, loss: %dk, attack: %s}\n", i, 10*(1+rnd.IntN(9)), randomGate(rnd, steps, 2))
	}
	b.WriteString("steps:\n")
	for i := range steps {
		kind := pick(rnd, "action", "action", "condition", "accident")
		fmt.Fprintf(&b, "  step-%d: {kind: %s, probability: %.2f", i, kind, rnd.Float64())
		if kind == "action" {
			fmt.Fprintf(&b, ", cost: %dk, skill: %s", rnd.IntN(6), pick(rnd, "novice", "practitioner", "expert"))
		}
		b.WriteString("}\n")
	}
	b.WriteString("mitigations:\n")
	for i := range 2 {
		fmt.Fprintf(&b, "  mitigation-%d: {responsible: customer, status: %s, stops: {step-%d: %d%%}}\n",
			i, pick(rnd, "implemented", "planned"), rnd.IntN(steps), rnd.IntN(101))
	}
	return b.String()
}

func randomGate(rnd *rand.Rand, steps, depth int) string {
	children := make([]string, 2+rnd.IntN(2))
	choice := rnd.Perm(steps)
	for i := range children {
		children[i] = fmt.Sprintf("step-%d", choice[i])
		if depth > 0 && rnd.IntN(2) == 0 {
			children[i] = randomGate(rnd, steps, depth-1)
		}
	}
	list := strings.Join(children, ", ")
	if gate := pick(rnd, "any", "all", "at_least"); gate != "at_least" {
		return fmt.Sprintf("{%s: [%s]}", gate, list)
	}
	return fmt.Sprintf("{at_least: %d, of: [%s]}", 1+rnd.IntN(len(children)), list)
}

func pick(rnd *rand.Rand, words ...string) string { return words[rnd.IntN(len(words))] }

func maybe(rnd *rand.Rand, format string, value any) string {
	if rnd.IntN(2) == 0 {
		return ""
	}
	return fmt.Sprintf(format, value)
}

func TestNumbersAgreeWithEnumeration(t *testing.T) {
	rows := 0
	for seed := range uint64(60) {
		text := randomModel(seed)
		m := parse(t, text)
		r := analyze(t, text)
		slow := newReference(m, func(mt *model.Mitigation) bool { return mt.Status == model.Implemented })
		sum := 0.0
		for _, threat := range m.Threats {
			want := slow.rows(threat)
			near(t, fmt.Sprintf("seed %d %s", seed, threat.ID), total(t, r, threat.ID).Likelihood.Current, want[""].likelihood)
			for _, x := range r.Risks {
				if x.Threat != threat.ID {
					continue
				}
				rows++
				near(t, fmt.Sprintf("seed %d %s likelihood", seed, x.ID), x.Likelihood.Current, want[x.Cause].likelihood)
				near(t, fmt.Sprintf("seed %d %s frequency", seed, x.ID), x.Frequency.Current, want[x.Cause].frequency)
				sum += x.ExpectedLoss.Current
			}
		}
		near(t, fmt.Sprintf("seed %d rows", seed), r.System.Rows.Current, sum)
		near(t, fmt.Sprintf("seed %d system", seed), r.System.WithoutDoubles.Current, slow.system())
		if t.Failed() {
			t.Fatalf("the model:\n%s", text)
		}
	}
	if rows < 100 {
		t.Fatalf("compared only %d rows: the models are too empty to prove anything", rows)
	}
}
