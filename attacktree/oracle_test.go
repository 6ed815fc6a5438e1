package attacktree_test

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// The oracle computes everything from the definitions, by enumerating every
// world, every set and every way to reach the root: slow, and written apart
// from the engine.

type mask uint32

func (m mask) has(leaf int) bool { return m>>leaf&1 != 0 }

func (m mask) leaves() []int {
	list := []int{}
	for ; m != 0; m &= m - 1 {
		list = append(list, bits.TrailingZeros32(uint32(m)))
	}
	return list
}

func (s *sample) holds(p *place, world mask) bool {
	if p.op == "leaf" {
		return world.has(p.leaf)
	}
	count := 0
	for _, kid := range p.kids {
		if s.holds(kid, world) {
			count++
		}
	}
	return count >= p.needs()
}

func (p *place) needs() int {
	switch p.op {
	case "any":
		return 1
	case "at_least":
		return p.k
	}
	return len(p.kids)
}

func (s *sample) luck() mask {
	var m mask
	for i, k := range s.kinds {
		if k != attacktree.Action {
			m |= 1 << i
		}
	}
	return m
}

func (s *sample) accidents() mask {
	var m mask
	for i, k := range s.kinds {
		if k == attacktree.Accident {
			m |= 1 << i
		}
	}
	return m
}

// minimal lists the minimal sets whose sequences do not clash.
func (s *sample) minimal() []mask {
	var sets []mask
	for m := range mask(1) << len(s.kinds) {
		if !s.holds(s.root, m) {
			continue
		}
		least := true
		for _, leaf := range m.leaves() {
			least = least && !s.holds(s.root, m&^(1<<leaf))
		}
		if _, ok := s.elapsed(m); least && ok {
			sets = append(sets, m)
		}
	}
	return sets
}

// allowed are the minimal sets within an actor's reach and limits.
func (s *sample) allowed(who attacktree.Actor) []mask {
	return slices.DeleteFunc(s.minimal(), func(m mask) bool {
		for _, leaf := range m.leaves() {
			action := s.kinds[leaf] == attacktree.Action
			if s.leaves[leaf].Probability == 0 || action && who.Can != nil && !who.Can[leaf] {
				return true
			}
		}
		time, _ := s.elapsed(m)
		return s.cost(m) > who.Budget+1e-9 || time > who.Time+1e-9
	})
}

func (s *sample) cost(m mask) float64 {
	sum := 0.0
	for _, leaf := range (m &^ s.luck()).leaves() {
		sum += s.leaves[leaf].Cost
	}
	return sum
}

// attacks are the allowed sets with an action.
func (s *sample) attacks(who attacktree.Actor) []mask {
	return slices.DeleteFunc(s.allowed(who), func(m mask) bool { return m&^s.luck() == 0 })
}

// elapsed tries every choice of children at every gate.
func (s *sample) elapsed(set mask) (float64, bool) {
	var gates []*place
	s.collect(s.root, set, &gates)
	best, found := math.Inf(1), false
	chosen := map[*place][]*place{}
	var try func(i int)
	try = func(i int) {
		if i == len(gates) {
			if time, ok := s.makespan(chosen); ok {
				best, found = min(best, time), true
			}
			return
		}
		g := gates[i]
		for pick := range mask(1) << len(g.kids) {
			if bits.OnesCount32(uint32(pick)) != g.needs() {
				continue
			}
			chosen[g] = nil
			usable := true
			for _, k := range pick.leaves() {
				usable = usable && s.holds(g.kids[k], set)
				chosen[g] = append(chosen[g], g.kids[k])
			}
			if usable {
				try(i + 1)
			}
		}
	}
	try(0)
	return best, found
}

// collect lists the gates that hold, each once.
func (s *sample) collect(p *place, set mask, gates *[]*place) {
	if p.op == "leaf" || slices.Contains(*gates, p) || !s.holds(p, set) {
		return
	}
	*gates = append(*gates, p)
	for _, kid := range p.kids {
		s.collect(kid, set, gates)
	}
}

// makespan is the longest chain under one choice; ok is false on a cycle.
func (s *sample) makespan(chosen map[*place][]*place) (longest float64, ok bool) {
	n := len(s.kinds)
	before := make([][]bool, n)
	for i := range before {
		before[i] = make([]bool, n)
	}
	var used func(p *place) mask
	used = func(p *place) mask {
		if p.op == "leaf" {
			return 1 << p.leaf &^ s.luck()
		}
		var sofar mask
		for _, kid := range chosen[p] {
			u := used(kid)
			if p.op == "sequence" {
				for _, x := range sofar.leaves() {
					for _, y := range (u &^ sofar).leaves() {
						before[x][y] = true
					}
				}
			}
			sofar |= u
		}
		return sofar
	}
	all := used(s.root)
	finish := make([]float64, n)
	for range n + 1 { // a chain has at most n links
		for y := range n {
			start := 0.0
			for x := range n {
				if before[x][y] {
					start = max(start, finish[x])
				}
			}
			if all.has(y) {
				finish[y] = start + s.leaves[y].Time
			}
		}
	}
	return slices.Max(finish), !cyclic(before)
}

// cyclic is the diagonal of the transitive closure (Warshall).
func cyclic(before [][]bool) bool {
	reach := make([][]bool, len(before))
	for i := range before {
		reach[i] = slices.Clone(before[i])
	}
	for k := range reach {
		for i := range reach {
			for j := range reach {
				reach[i][j] = reach[i][j] || reach[i][k] && reach[k][j]
			}
		}
	}
	for i := range reach {
		if reach[i][i] {
			return true
		}
	}
	return false
}

// chance is the probability of exactly these leaves among some.
func (s *sample) chance(world, among mask) float64 {
	p := 1.0
	for _, leaf := range among.leaves() {
		if world.has(leaf) {
			p *= s.leaves[leaf].Probability
		} else {
			p *= 1 - s.leaves[leaf].Probability
		}
	}
	return p
}

// each visits the subsets of a mask.
func (m mask) each(visit func(mask)) {
	for sub := m; ; sub = (sub - 1) & m {
		visit(sub)
		if sub == 0 {
			return
		}
	}
}

func some(sets []mask, world mask) bool {
	return slices.ContainsFunc(sets, func(set mask) bool { return set&^world == 0 })
}

func (s *sample) everything() mask { return 1<<len(s.kinds) - 1 }

// union is the probability that some of the sets happens.
func (s *sample) union(sets []mask) float64 {
	p := 0.0
	s.everything().each(func(world mask) {
		if some(sets, world) {
			p += s.chance(world, s.everything())
		}
	})
	return p
}

// inclusionExclusion is the same by summing over combinations of sets.
func (s *sample) inclusionExclusion(sets []mask) float64 {
	p := 0.0
	for combination := mask(1); combination < 1<<len(sets); combination++ {
		var joint mask
		for _, i := range combination.leaves() {
			joint |= sets[i]
		}
		product := -1.0
		for _, leaf := range joint.leaves() {
			product *= s.leaves[leaf].Probability
		}
		if bits.OnesCount32(uint32(combination))%2 == 1 {
			product = -product
		}
		p += product
	}
	return p
}

// campaign is the definition: every world of luck, in it every attempt.
func (s *sample) campaign() attacktree.Campaign {
	c := attacktree.Campaign{Rows: make([]attacktree.Row, len(s.actors))}
	accidents := slices.DeleteFunc(s.minimal(), func(m mask) bool { return m&^s.luck() != 0 })
	attacks := make([][]mask, len(s.actors))
	for i, who := range s.actors {
		attacks[i] = s.attacks(who)
	}
	s.luck().each(func(luck mask) {
		p := s.chance(luck, s.luck())
		calm := 1.0
		if some(accidents, luck) {
			c.Accident += p
			calm = 0
		}
		for i, who := range s.actors {
			q := s.attempt(attacks[i], luck)
			frequency, likelihood := who.Attempts*q, 1-math.Exp(-who.Attempts*q)
			if who.Once {
				frequency, likelihood = q, q
			}
			c.Rows[i].Frequency += p * frequency
			c.Rows[i].Likelihood += p * likelihood
			calm *= 1 - likelihood
		}
		c.Likelihood += p * (1 - calm)
	})
	return c
}

// attempt is the chance of some attack in one attempt, given the luck.
func (s *sample) attempt(attacks []mask, luck mask) float64 {
	q := 0.0
	actions := s.everything() &^ s.luck()
	actions.each(func(done mask) {
		if some(attacks, luck|done) {
			q += s.chance(done, actions)
		}
	})
	return q
}

// plans are the attacks without accidents as the engine would report them.
func (s *sample) plans(who attacktree.Actor) []attacktree.Attack {
	var plans []attacktree.Attack
	for _, m := range s.attacks(who) {
		if m&s.accidents() != 0 {
			continue
		}
		a := attacktree.Attack{Leaves: m.leaves(), Cost: s.cost(m), Probability: 1}
		a.Time, _ = s.elapsed(m)
		for _, leaf := range a.Leaves {
			a.Probability *= s.leaves[leaf].Probability
			if s.kinds[leaf] == attacktree.Action {
				a.Skill = max(a.Skill, s.leaves[leaf].Skill)
			}
		}
		plans = append(plans, a)
	}
	return plans
}

// ranked sorts plans by an order and its ties.
func ranked(plans []attacktree.Attack, by attacktree.Order) []attacktree.Attack {
	slices.SortFunc(plans, func(a, b attacktree.Attack) int {
		first := 0
		switch by {
		case attacktree.Cheapest:
			first = cmp.Compare(a.Cost, b.Cost)
		case attacktree.Quickest:
			first = cmp.Compare(a.Time, b.Time)
		}
		return cmp.Or(first, cmp.Compare(b.Probability, a.Probability),
			cmp.Compare(len(a.Leaves), len(b.Leaves)), slices.Compare(a.Leaves, b.Leaves))
	})
	return plans
}

// front keeps of the plans, cheapest first, those likelier than all before.
func front(plans []attacktree.Attack) []attacktree.Attack {
	points, best := []attacktree.Attack{}, 0.0
	for _, a := range ranked(plans, attacktree.Cheapest) {
		if a.Probability > best {
			points, best = append(points, a), a.Probability
		}
	}
	return points
}
