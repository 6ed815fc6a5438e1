package model

import "github.com/stormtree-dev/stormtree/model/source"

// Duration is a span of time in days. Unlimited is +Inf.
type Duration float64

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
// scale, if it was one; Likely is then the middle of its band.
type Quantity struct {
	Shape             Shape
	Low, Likely, High float64
	Word              string
	Pos               source.Pos
}
