package model

import (
	"slices"

	"github.com/stormtree-dev/stormtree/model/source"
)

// check finds what only the whole model can violate.
func (d *decoder) check() {
	d.boundaryCycles()
	d.hostCycles()
	d.trees()
	d.groups()
	for _, m := range d.model.Mitigations {
		d.needs(m)
		d.clashes(m)
	}
	for _, t := range d.model.Threats {
		d.attemptsOf(t)
	}
	d.rows()
}

// MaxRows bounds the pairs of a threat and an attacker in a model: each may become a risk.
const MaxRows = 50_000

// rows reports a model that asks for more risks than anybody could read.
func (d *decoder) rows() {
	n := 0
	for _, t := range d.model.Threats {
		cast := len(t.By)
		if cast == 0 {
			cast = len(d.model.Attackers)
		}
		if n += cast; n > MaxRows {
			d.fail(t.Pos, source.Limit, "up to here there are more than %d pairs of a threat and an attacker; name attackers with \"by\", or split the model", MaxRows)
			return
		}
	}
}

// boundaryCycles reports boundaries that lie inside themselves.
func (d *decoder) boundaryCycles() {
	cycles(d.model.Boundaries, func(b *Boundary) *Boundary { return d.model.Boundary(b.Inside.id()) }, func(b *Boundary, way []*Boundary) {
		d.fail(b.Inside.Pos, source.Cycle, "boundary %s lies inside itself: %s", source.Quote(b.ID), around(idsOf(way)))
	})
}

// hostCycles reports hosts that run on themselves.
func (d *decoder) hostCycles() {
	cycles(d.model.Components, func(c *Component) *Component { return d.model.Component(c.RunsOn.id()) }, func(c *Component, way []*Component) {
		d.fail(c.RunsOn.Pos, source.Cycle, "component %s runs on itself: %s", source.Quote(c.ID), around(idsOf(way)))
	})
}

func idsOf[E named](way []E) []string {
	ids := make([]string, len(way))
	for i, e := range way {
		ids[i] = e.entity().ID
	}
	return ids
}

// cycles follows a chain of at most one successor from each entity and reports
// each cycle once, with the way around it. It visits each entity once.
func cycles[E comparable](all []E, next func(E) E, report func(E, []E)) {
	var none E
	seen := make(map[E]int, len(all)) // the walk that met it first
	for walk, start := range all {
		var way []E
		at := start
		for at != none {
			if first, met := seen[at]; met {
				if first == walk {
					report(at, append(slices.Clone(way[slices.Index(way, at):]), at))
				}
				break
			}
			seen[at] = walk
			way = append(way, at)
			at = next(at)
		}
	}
}

// groups checks that members of a group are single attackers.
func (d *decoder) groups() {
	for _, a := range d.model.Attackers {
		if len(a.Members) == 1 {
			d.fail(a.Members[0].Pos, source.Value, "attacker %s has one member; a group has two or more", source.Quote(a.ID))
		}
		for _, ref := range a.Members {
			if member := d.model.Attacker(ref.ID); member != nil && len(member.Members) > 0 {
				d.fail(ref.Pos, source.Cycle, "attacker %s has the member %s, which is a group itself; groups do not nest", source.Quote(a.ID), source.Quote(ref.ID))
			}
		}
	}
}

// counts says in which views a mitigation counts: 2 today, 1 when the plan is done, 0 in neither.
func (m *Mitigation) counts() int {
	switch m.Status {
	case Implemented:
		return 2
	case Planned:
		return 1
	}
	return 0
}

// needs checks that what a mitigation requires counts wherever it counts itself.
func (d *decoder) needs(m *Mitigation) {
	for _, ref := range m.Requires {
		switch other := d.model.Mitigation(ref.ID); {
		case other == m:
			d.fail(ref.Pos, source.Cycle, "mitigation %s requires itself", source.Quote(m.ID))
		case other != nil && other.counts() < m.counts():
			d.fail(ref.Pos, source.Value, "mitigation %s is %s but requires %s, which is %s", source.Quote(m.ID), m.Status, source.Quote(ref.ID), stateOf(other))
		}
	}
}

func stateOf(m *Mitigation) string {
	if m.Status == "" {
		return "of no stated status"
	}
	return "only " + m.Status
}

// clashes checks that no view has two mitigations in conflict.
func (d *decoder) clashes(m *Mitigation) {
	requires := func(r Ref) func(Ref) bool { return func(q Ref) bool { return q.ID == r.ID } }
	for _, ref := range m.Conflicts {
		switch other := d.model.Mitigation(ref.ID); {
		case other == m:
			d.fail(ref.Pos, source.Cycle, "mitigation %s conflicts with itself", source.Quote(m.ID))
		case slices.ContainsFunc(m.Requires, requires(ref)):
			d.fail(ref.Pos, source.Value, "mitigation %s both requires %s and conflicts with it", source.Quote(m.ID), source.Quote(ref.ID))
		case other != nil && other.counts() > 0 && m.counts() > 0:
			d.fail(ref.Pos, source.Value, "mitigations %s (%s) and %s (%s) conflict; one of them must be %s", source.Quote(m.ID), m.Status, source.Quote(ref.ID), other.Status, Proposed)
		}
	}
}

// attemptsOf checks that a threat counts attempts only of its attackers.
func (d *decoder) attemptsOf(t *Threat) {
	for _, by := range t.Attempts {
		named := func(r Ref) bool { return r.ID == by.Attacker.ID }
		if len(t.By) > 0 && d.model.Attacker(by.Attacker.ID) != nil && !slices.ContainsFunc(t.By, named) {
			d.fail(by.Attacker.Pos, source.Reference, `threat %s counts attempts of %s, who is not among its attackers under "by"`, source.Quote(t.ID), source.Quote(by.Attacker.ID))
		}
	}
}
