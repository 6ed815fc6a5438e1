package attacktree

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Aim is a number of an Attack that attackers care for.
type Aim uint8

// The aims. Of probability and damage more is better, of all others less. Time is
// that of many hands, the longest of the actions.
const (
	Cost Aim = iota
	Probability
	Time
	Damage
	Detection
	Skill
)

// aims is how many there are.
const aims = 6

// Limit is what an attacker can afford or accepts: of cost, time, detection and skill
// at most the bound, of probability and damage at least. What differs from the bound by
// a billionth is equal to it, and allowed.
type Limit struct {
	Of    Aim
	Bound float64
}

// column is an aim as a number by leaf of which less is better: a set has the sum or,
// of a peak, the greatest. Only damage has numbers below zero, and sums that fall.
type column struct {
	aim     Aim
	of      []float64 // by leaf
	allowed float64   // the greatest value of a set
}

func (t *Tree) column(aim Aim, leaves []Leaf) column {
	c := column{aim: aim, of: make([]float64, len(leaves)), allowed: math.Inf(1)}
	for i, l := range leaves {
		switch {
		case aim == Probability:
			c.of[i] = -math.Log(l.Probability)
		case aim == Damage:
			c.of[i] = -l.Damage
		case aim == Detection:
			c.of[i] = -math.Log1p(-l.Detection)
		case !t.isAction(i): // luck costs nothing and takes no time
		case aim == Cost:
			c.of[i] = l.Cost
		case aim == Time:
			c.of[i] = l.Time
		case aim == Skill:
			c.of[i] = float64(l.Skill)
		}
	}
	return c
}

// limit lowers what is allowed.
func (c *column) limit(bound float64) {
	switch c.aim {
	case Probability:
		bound = -math.Log(bound)
	case Damage:
		bound = -bound
	case Detection:
		bound = -math.Log1p(-min(bound, 1))
	}
	c.allowed = min(c.allowed, c.slack(bound, closeness))
}

// isPeak reports whether the greatest number counts.
func (c *column) isPeak() bool { return c.aim == Time || c.aim == Skill }

// falls reports whether a set may be worth less than its part.
func (c *column) falls() bool { return c.aim == Damage }

func (c *column) times(a, b float64) float64 {
	if c.isPeak() {
		return max(a, b)
	}
	return a + b
}

// slack is the greatest number that is still taken for x. Logarithms of
// probabilities are compared absolutely, which is relatively in the probability.
func (c *column) slack(x, share float64) float64 {
	if c.aim == Probability {
		return x + share
	}
	return x + share*math.Abs(x)
}

// columns are those of some aims, then those of further limits. Limits of peaks are
// limits of each leaf: for them alone there is no column.
func (t *Tree) columns(leaves []Leaf, by []Aim, limits []Limit) (columns []column, out []bool) {
	for _, aim := range by {
		columns = append(columns, t.column(aim, leaves))
	}
	limited := slices.Clone(columns)
	for _, l := range limits {
		at := slices.IndexFunc(limited, func(c column) bool { return c.aim == l.Of })
		if at < 0 {
			at = len(limited)
			limited = append(limited, t.column(l.Of, leaves))
		}
		limited[at].limit(l.Bound)
	}
	out = make([]bool, len(leaves))
	for i, c := range limited {
		c.exclude(out)
		switch {
		case i < len(by):
			columns[i] = c
		case !c.isPeak():
			columns = append(columns, c)
		}
	}
	return columns, out
}

// exclude marks the leaves that exceed a limit by themselves.
func (c *column) exclude(out []bool) {
	for leaf, x := range c.of {
		out[leaf] = out[leaf] || !c.falls() && x > c.allowed
	}
}

func checkAims(by []Aim) error {
	if len(by) == 0 {
		return errors.New("no aims")
	}
	for i, aim := range by {
		if aim >= aims {
			return fmt.Errorf("unknown aim %d", aim)
		}
		if slices.Contains(by[:i], aim) {
			return fmt.Errorf("aim %d stands twice", aim)
		}
	}
	return nil
}

func checkLimits(limits []Limit) error {
	for _, l := range limits {
		switch {
		case l.Of >= aims:
			return fmt.Errorf("limit of an unknown aim %d", l.Of)
		case math.IsNaN(l.Bound):
			return fmt.Errorf("limit of aim %d is not a number", l.Of)
		case l.Of == Probability && !isProbability(l.Bound):
			return fmt.Errorf("limit %v of probability is not between 0 and 1", l.Bound)
		case l.Of != Damage && l.Bound < 0:
			return fmt.Errorf("limit %v of aim %d is negative", l.Bound, l.Of)
		}
	}
	return nil
}

// checkMeasures checks what only some questions read of leaves, after checkLeaves.
func checkMeasures(leaves []Leaf) error {
	for i, l := range leaves {
		switch {
		case math.IsNaN(l.Damage) || math.IsInf(l.Damage, 0):
			return fmt.Errorf("leaf %d: damage %v is not finite", i, l.Damage)
		case !isProbability(l.Detection):
			return fmt.Errorf("leaf %d: detection %v is not between 0 and 1", i, l.Detection)
		case l.Skill < 0:
			return fmt.Errorf("leaf %d: skill %d is negative", i, l.Skill)
		}
	}
	return nil
}
