package model

import (
	"math"

	"github.com/stormtree-dev/stormtree/model/source"
)

// Duration is a span of time in days. Unlimited is +Inf.
type Duration float64

// DaysPerYear is the year of this language, without leap days.
const DaysPerYear = 365

// Years returns the span in years of 365 days.
func (d Duration) Years() float64 { return float64(d) / DaysPerYear }

// Rate is events per year (of 365 days).
type Rate float64

// Size is bytes.
type Size float64

// Date is a calendar day, YYYY-MM-DD; empty is not stated.
type Date string

// Skill is what an attacker can do or a step demands; the order is meant.
type Skill uint8

// The skills, weakest first. SkillUnstated demands nothing and, of an attacker, limits nothing.
const (
	SkillUnstated Skill = iota
	Novice
	Practitioner
	Expert
)

// Shape says how a Quantity is spread.
type Shape uint8

// The shapes: one number, a lognormal 90 % interval of two, a PERT of three.
const (
	Point Shape = iota
	Lognormal
	PERT
)

// Quantity is a number that may be uncertain. Word is the author's word of the
// scale, if it was one; Likely is then the middle of its band. A Point has its
// number in Likely; Low and High are the 5 % and 95 % ends of a Lognormal and
// the outermost ends of a PERT.
type Quantity struct {
	Shape             Shape
	Low, Likely, High float64
	Word              string
	Pos               source.Pos
}

// z90 is the standard normal deviate that leaves 5 % on either side.
const z90 = 1.6448536269514722

// Mean returns the expected value, which a point result uses: the number
// itself, (low+4·likely+high)/6 of a PERT, or exp(μ+σ²/2) of the lognormal
// whose middle 90 % reach from low to high.
func (q *Quantity) Mean() float64 {
	switch q.Shape {
	case Lognormal:
		low, high := math.Log(q.Low), math.Log(q.High)
		mu, sigma := (low+high)/2, (high-low)/(2*z90)
		return math.Exp(mu + sigma*sigma/2)
	case PERT:
		return (q.Low + 4*q.Likely + q.High) / 6
	default:
		return q.Likely
	}
}

// Attempts is how often an attacker tries: a rate, or a word for the chance of
// at least one attempt per horizon.
type Attempts struct {
	PerYear float64 // used when Word is ""
	Word    string
	Chance  float64 // of at least one attempt per horizon, used when Word is set
	Pos     source.Pos
}

// Expected returns the expected number of attempts per horizon: rate × horizon,
// or, for a word, the Poisson mean −ln(1−chance) under which at least one
// attempt has that chance.
func (a *Attempts) Expected(horizon Duration) float64 {
	if a.Word != "" {
		return -math.Log1p(-a.Chance)
	}
	return a.PerYear * horizon.Years()
}
