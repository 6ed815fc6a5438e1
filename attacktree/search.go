package attacktree

import (
	"context"
	"math"
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree/internal/bdd"
)

// measure is one additive number of a set.
type measure uint8

const (
	costs    measure = iota
	unlikely         // minus the logarithm of the probability
	steps
	measures
)

// total is what a set, or a part of one, adds up to.
type total [measures]float64

func (t total) plus(o total) total {
	for m := range t {
		t[m] += o[m]
	}
	return t
}

// by compares measure after measure.
func (t total) by(order []measure, o total) int {
	for _, m := range order {
		if c := near(m, t[m], o[m]); c != 0 {
			return c
		}
	}
	return 0
}

// near compares what may differ by rounding: logarithms absolutely, which is
// relatively in the probability.
func near(m measure, a, b float64) int {
	scale := 1.0
	if m == costs {
		scale = max(a, b)
	}
	switch {
	case a-b > closeness*scale:
		return 1
	case b-a > closeness*scale:
		return -1
	}
	return 0
}

// search takes the sets of a family one by one, the best first: best-first along
// the paths of its diagram (A*), where the best completion of every path is
// known beforehand. Each set costs at most one step per leaf if only additive
// measures matter; elapsed time has only a bound to guide it.
type search struct {
	*ways
	family  bdd.Ref
	ctx     context.Context // of one question
	ranking []measure
	weight  []total      // by element
	least   []completion // by family
	cheap   []bdd.Range  // of costs, by family; nil without a budget that may break
	budget  float64      // the greatest sum allowed
	timer   *clock
	clock   *clock     // the timer, or nil where time plays no role
	within  float64    // the longest time allowed
	swift   bool       // elapsed time comes before all other measures
	front   *dominance // nil unless only a front is wanted
	queue   queue
	left    int // steps that the budget still allows
}

func (d *Diagram) newSearch(ctx context.Context, w *ways, v view) *search {
	s := &search{
		ways: w, ctx: ctx, budget: v.budget, within: v.within, left: d.searches(),
		timer: d.tree.newClock(d.precedence, v.time, d.effort), weight: make([]total, len(v.chance)),
	}
	for element, leaf := range w.leaf {
		s.weight[element] = total{costs: v.cost[leaf], unlikely: -math.Log(v.chance[leaf]), steps: 1}
	}
	return s
}

// completion is the best way on from a family.
type completion struct {
	total
	take bool
}

// path is a choice of some elements with what it may still become. One that
// has arrived at bdd.Unit is a set.
type path struct {
	time  float64 // elapsed, at least; 0 unless it matters
	best  total   // of the best completion
	spent total   // so far
	rest  bdd.Ref
	timed bool // time is exact
	last  *element
	set   []int // of the best completion, ascending; nil until a tie asks for it
}

type element struct {
	level uint32
	prev  *element
}

// start prepares the best completions and the queue.
func (s *search) start(family bdd.Ref) {
	s.family = family
	s.least = make([]completion, family+2)
	for _, r := range s.Below(family) {
		level, lo, hi := s.Node(r)
		with := completion{s.weight[level].plus(s.least[hi].total), true}
		if lo == bdd.Empty || s.firstIsBetter(level, with.total, hi, lo) {
			s.least[r] = with
		} else {
			s.least[r] = completion{s.least[lo].total, false}
		}
	}
	if family != bdd.Empty {
		s.push(&path{rest: family, best: s.least[family].total})
	}
}

// firstIsBetter compares taking an element and going on at hi with going on at lo.
func (s *search) firstIsBetter(level uint32, with total, hi, lo bdd.Ref) bool {
	if c := with.by(s.ranking, s.least[lo].total); c != 0 {
		return c < 0
	}
	a := s.finish(hi, []int{s.leaf[level]})
	return slices.Compare(a, s.finish(lo, nil)) < 0
}

// finish adds the leaves of the best completion and sorts them all.
func (s *search) finish(rest bdd.Ref, set []int) []int {
	for rest > bdd.Unit {
		level, lo, hi := s.Node(rest)
		if !s.least[rest].take {
			rest = lo
			continue
		}
		set = append(set, s.leaf[level])
		rest = hi
	}
	slices.Sort(set)
	return set
}

// next is the next best set, or nil after the last one.
func (s *search) next() (*path, error) {
	for len(s.queue) > 0 {
		s.timer.work.take(perStep)
		if s.left--; s.left < 0 || s.timer.work.spent() {
			return nil, ErrBudget
		}
		if s.left%1024 == 0 && s.ctx.Err() != nil {
			return nil, s.ctx.Err()
		}
		p := s.queue.pop(s)
		if s.front != nil && s.front.covers(p) {
			continue
		}
		if p.rest != bdd.Unit {
			s.expand(p)
			continue
		}
		ok, err := s.arrive(p)
		if ok || err != nil {
			return p, err
		}
	}
	return nil, nil
}

// expand goes one element further, both ways.
func (s *search) expand(p *path) {
	level, lo, hi := s.Node(p.rest)
	s.branch(p, lo, p.spent, p.last)
	s.branch(p, hi, p.spent.plus(s.weight[level]), &element{level, p.last})
}

func (s *search) branch(from *path, rest bdd.Ref, spent total, last *element) {
	if rest == bdd.Empty || s.cheap != nil && spent[costs]+s.cheap[rest].Least > s.budget {
		return
	}
	p := &path{time: from.time, best: spent.plus(s.least[rest].total), spent: spent, rest: rest, last: last}
	if s.clock != nil && rest != bdd.Unit {
		bound := s.clock.atLeast(s.fates(p))
		if bound > s.within || math.IsInf(bound, 1) {
			return
		}
		if s.swift {
			p.time = max(p.time, bound)
		}
	}
	s.push(p)
}

// fates says what a path has decided about every leaf.
func (s *search) fates(p *path) []fate {
	fates := make([]fate, len(s.leaf))
	top, _, _ := s.Node(p.rest)
	for level, leaf := range s.leaf {
		if uint32(level) < top {
			fates[leaf] = refused
		}
	}
	for e := p.last; e != nil; e = e.prev {
		fates[s.leaf[e.level]] = taken
	}
	return fates
}

// arrive finds the exact time of a set, and whether it is the next best. A set
// that took longer than promised goes back into the queue.
func (s *search) arrive(p *path) (bool, error) {
	if s.clock == nil || p.timed {
		return true, nil
	}
	time, ok, err := s.clock.elapsed(s.leaves(p))
	if err != nil || !ok || time > s.within {
		return false, err
	}
	p.timed = true
	if !s.swift {
		p.time = time
		return true, nil
	}
	late := near(costs, time, p.time) > 0
	p.time = time
	if late {
		s.push(p)
	}
	return !late, nil
}

// leaves is the set of a path's best completion, ascending.
func (s *search) leaves(p *path) []int {
	if p.set == nil {
		s.timer.work.take(len(s.leaf) / 4)
		set := []int{}
		for e := p.last; e != nil; e = e.prev {
			set = append(set, s.leaf[e.level])
		}
		p.set = s.finish(p.rest, set)
	}
	return p.set
}

func (s *search) push(p *path) { s.queue.push(s, p) }

// better orders paths by their best completions: time where it comes first,
// the measures, then the lower leaf numbers.
func (s *search) better(a, b *path) bool {
	if s.swift {
		if c := near(costs, a.time, b.time); c != 0 {
			return c < 0
		}
	}
	if c := a.best.by(s.ranking, b.best); c != 0 {
		return c < 0
	}
	return slices.Compare(s.leaves(a), s.leaves(b)) < 0
}

// queue is a heap of paths, the best on top.
type queue []*path

func (q *queue) push(s *search, p *path) {
	*q = append(*q, p)
	h := *q
	for i := len(h) - 1; i > 0; {
		parent := (i - 1) / 2
		if !s.better(h[i], h[parent]) {
			return
		}
		h[i], h[parent] = h[parent], h[i]
		i = parent
	}
}

func (q *queue) pop(s *search) *path {
	h := *q
	top, last := h[0], len(h)-1
	h[0], h[last] = h[last], nil
	h = h[:last]
	for i := 0; ; {
		child := 2*i + 1
		if child >= len(h) {
			break
		}
		if child+1 < len(h) && s.better(h[child+1], h[child]) {
			child++
		}
		if !s.better(h[child], h[i]) {
			break
		}
		h[i], h[child] = h[child], h[i]
		i = child
	}
	*q = h
	return top
}
