package risk

import (
	"math"
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/model"
)

// actor is an attacker, or a group, ready to be asked what he can do.
type actor struct {
	attacker *model.Attacker
	persons  []person
	budget   float64 // +Inf is no limit
	days     float64
}

// person is one who acts: where he stands and how skilled he is.
type person struct {
	at    []model.Ref
	skill model.Skill // SkillUnstated is no limit
}

// newActor resolves a group: it can do a step if one member can, budgets add,
// time is the longest; what the group states itself overrides its members'.
func newActor(m *model.Model, at *model.Attacker) actor {
	a := actor{attacker: at, budget: limit(at.Budget), days: days(at.Time)}
	if len(at.Members) == 0 {
		a.persons = []person{{at: at.At, skill: at.Skill}}
		return a
	}
	budget, longest := 0.0, 0.0
	for _, ref := range at.Members {
		member := m.Attacker(ref.ID)
		a.persons = append(a.persons, overridden(at, member))
		budget += limit(member.Budget)
		longest = math.Max(longest, days(member.Time))
	}
	if at.Budget == nil {
		a.budget = budget
	}
	if at.Time == nil {
		a.days = longest
	}
	return a
}

func overridden(group, member *model.Attacker) person {
	p := person{at: member.At, skill: member.Skill}
	if len(group.At) > 0 {
		p.at = group.At
	}
	if group.Skill != model.SkillUnstated {
		p.skill = group.Skill
	}
	return p
}

func limit(q *model.Quantity) float64 {
	if q == nil {
		return math.Inf(1)
	}
	return q.Mean()
}

func days(d *model.Duration) float64 {
	if d == nil {
		return math.Inf(1)
	}
	return float64(*d)
}

// can reports whether one of the persons stands where the step is done from and has the skill.
func (a actor) can(s *model.Step, skill int) bool {
	return slices.ContainsFunc(a.persons, func(p person) bool {
		return p.stands(s.From) && (p.skill == model.SkillUnstated || int(p.skill) >= skill)
	})
}

func (p person) stands(from []model.Ref) bool {
	if len(from) == 0 {
		return true
	}
	return slices.ContainsFunc(from, func(place model.Ref) bool {
		return slices.ContainsFunc(p.at, func(at model.Ref) bool { return at.ID == place.ID })
	})
}

// in is the actor as the engine sees him in one world at one threat.
func (a actor) in(g *grove, leaves []attacktree.Leaf, attempts *model.Attempts, horizon model.Duration) attacktree.Actor {
	can := slices.Repeat([]bool{true}, len(leaves))
	for i, s := range g.steps {
		can[i] = kindOf(s) != attacktree.Action || a.can(s, leaves[i].Skill)
	}
	e := attacktree.Actor{Can: can, Budget: a.budget, Time: a.days, Once: attempts == nil}
	if attempts != nil {
		e.Attempts = attempts.Expected(horizon)
	}
	return e
}

// anybody is somebody without limits who tries once.
func anybody() attacktree.Actor {
	return attacktree.Actor{Budget: math.Inf(1), Time: math.Inf(1), Once: true}
}

// who lists the attackers of a threat in the model's order.
func who(m *model.Model, t *model.Threat) []*model.Attacker {
	if len(t.By) == 0 {
		return m.Attackers
	}
	var named []*model.Attacker
	for _, at := range m.Attackers {
		if slices.ContainsFunc(t.By, func(r model.Ref) bool { return r.ID == at.ID }) {
			named = append(named, at)
		}
	}
	return named
}

// attemptsAt are an attacker's attempts at a threat: the threat's own word
// first. Own reports that they are at this threat alone.
func attemptsAt(t *model.Threat, at *model.Attacker) (attempts *model.Attempts, own bool) {
	for i := range t.Attempts {
		if t.Attempts[i].Attacker.ID == at.ID {
			return &t.Attempts[i].Attempts, true
		}
	}
	return at.Attempts, false
}
