package risk

import (
	"math"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/model"
)

// world is one way things could be: which mitigations act, and how whatever
// nobody stated turned out. The zero world has no mitigations and a good
// answer to everything that is unknown.
type world struct {
	acts    func(*model.Mitigation) bool // nil: none
	unknown bool                         // an unknown finding leaves its door open
	missing bool                         // a missing probability is 1, else 0
	closed  []model.RuleRef              // findings that count as passed
	without map[string]bool              // steps that cannot happen
	ends    end                          // of the ranges of default probabilities
}

// end says where in their ranges default numbers are.
type end uint8

const (
	atMean end = iota
	atLow
	atHigh
)

// of is a number of a range; the mean where the author stands behind it.
func (e end) of(q *model.Quantity, isDefault bool) float64 {
	switch {
	case isDefault && e == atLow:
		return q.Low
	case isDefault && e == atHigh:
		return q.High
	}
	return q.Mean()
}

// The views: which mitigations each of them counts.
func inherent(*model.Mitigation) bool   { return false }
func current(mt *model.Mitigation) bool { return mt.Status == model.Implemented }
func projected(mt *model.Mitigation) bool {
	return mt.Status == model.Implemented || mt.Status == model.Planned
}

// asStated is the world in which nothing unstated protects anybody.
func asStated(acts func(*model.Mitigation) bool) world {
	return world{acts: acts, unknown: true, missing: true}
}

// effect is what the acting mitigations of one world do, gathered once.
type effect struct {
	world  world
	closed []model.RuleRef
	left   map[string]float64 // share of a step's probability that remains
	raises map[string][]model.Raise
}

func (w world) effect(m *model.Model) effect {
	e := effect{world: w, closed: w.closed, left: map[string]float64{}, raises: map[string][]model.Raise{}}
	for _, mt := range m.Mitigations {
		if w.acts != nil && w.acts(mt) {
			e.add(mt)
		}
	}
	return e
}

func (e *effect) add(mt *model.Mitigation) {
	e.closed = append(e.closed[:len(e.closed):len(e.closed)], mt.Closes...)
	for _, s := range mt.Stops {
		left, ok := e.left[s.Step.ID]
		if !ok {
			left = 1
		}
		e.left[s.Step.ID] = left * (1 - s.Share)
	}
	for _, r := range mt.Raises {
		e.raises[r.Step.ID] = append(e.raises[r.Step.ID], r)
	}
}

// leaf values a step in this world.
func (e effect) leaf(s *model.Step, f findings) attacktree.Leaf {
	l := attacktree.Leaf{
		Probability: e.probability(s, f),
		Cost:        mean(s.Cost),
		Skill:       int(s.Skill),
	}
	if s.Time != nil {
		l.Time = float64(*s.Time)
	}
	for _, r := range e.raises[s.ID] {
		raise(&l, r)
	}
	return l
}

func raise(l *attacktree.Leaf, r model.Raise) {
	l.Cost += mean(r.Cost)
	if r.Time != nil {
		l.Time += float64(*r.Time)
	}
	l.Skill = max(l.Skill, int(r.Skill))
}

// probability is 0 behind a shut door, otherwise what the author states (or 1)
// less what mitigations stop.
func (e effect) probability(s *model.Step, f findings) float64 {
	if e.world.without[s.ID] || !e.opens(f.door(s.When, e.closed)) {
		return 0
	}
	p := 0.0
	switch {
	case s.Probability != nil:
		p = math.Min(1, e.world.ends.of(s.Probability, isDefault(s.Basis)))
	case e.world.missing:
		p = 1
	}
	if left, ok := e.left[s.ID]; ok {
		p *= left
	}
	return p
}

func (e effect) opens(d door) bool {
	return d == doorOpen || d == doorUnknown && e.world.unknown
}

// mean is a quantity's mean, 0 when not stated.
func mean(q *model.Quantity) float64 {
	if q == nil {
		return 0
	}
	return q.Mean()
}
