package model

import "github.com/stormtree-dev/stormtree/model/source"

// Attacker is somebody who might attack, alone or as a group of Members.
type Attacker struct {
	Entity
	Kind       string // insider or outsider; "" for a group that does not say
	At         []Ref  // boundaries (or "internet") where the attacker stands
	Members    []Ref
	Motivation []string
	Goals      []string
	Skill      Skill
	Budget     *Quantity // per attempt; nil is no limit
	Time       *Duration // per attempt; nil is no limit
	Attempts   *Attempts // nil is exactly one attempt
	Basis      string    // of the numbers; "" is the author's word
}

// Threat is something that could go wrong with an asset.
type Threat struct {
	Entity
	Asset    *Ref
	Attack   *Node // nil: nothing to evaluate, a draft
	Category Category
	By       []Ref // attackers; empty means all
	Attempts []AttemptsBy
	Loss     *Quantity
	Pattern  string
	Rating   string
}

// AttemptsBy overrides one attacker's attempts at one threat.
type AttemptsBy struct {
	Attacker Ref
	Attempts Attempts
}

// Category classifies a threat by STRIDE, LINDDUN, what is feared and why.
type Category struct{ Stride, Linddun, Fear, Cause []string }

// Gate says how the children of a Node combine.
type Gate string

// The gates. Step is no gate: the node names a step.
const (
	GateStep     Gate = ""
	GateAny      Gate = "any"
	GateAll      Gate = "all"
	GateSequence Gate = "sequence"
	GateAtLeast  Gate = "at_least"
)

// Node is one place in an attack tree.
type Node struct {
	Gate     Gate
	AtLeast  int // of Children, with GateAtLeast
	Step     Ref // with GateStep
	Title    string
	Children []*Node
	Pos      source.Pos
}

// The kinds of Step.
const (
	Action    = "action"
	Condition = "condition"
	Accident  = "accident"
)

// Step is a single step of attack trees; with a Part it is a named part that trees share.
type Step struct {
	Entity
	Kind        string // action when not stated
	At          []Ref
	From        []Ref
	Probability *Quantity // per attempt (action) or per horizon (condition, accident)
	Cost        *Quantity
	Time        *Duration
	Skill       Skill
	When        []RuleRef
	Technique   []string
	Damage      *Quantity
	Detection   *Quantity
	Part        *Node  // a gate: the step is a named part, and has none of the numbers
	Pattern     string // the attack pattern that it comes from; "" when an author thought of it
	Basis       string // of the numbers, the weakest of them; "" is the author's word

	kindStated bool
}

// Mitigation is something that is, or could be, done about threats.
type Mitigation struct {
	Entity
	Responsible string
	Accountable *Ref
	Status      string
	Once        *Quantity
	Yearly      *Quantity
	Stops       []Stop
	Closes      []RuleRef
	Raises      []Raise
	Requires    []Ref
	Conflicts   []Ref
	Controls    []string
	VerifiedBy  []string
}

// The states of a Mitigation.
const (
	Implemented = "implemented"
	Planned     = "planned"
	Proposed    = "proposed"
)

// Stop removes a share of a leaf step's probability.
type Stop struct {
	Step  Ref
	Share float64 // removed, 0 to 1
}

// Raise makes a leaf step dearer, slower or harder.
type Raise struct {
	Step  Ref
	Cost  *Quantity
	Time  *Duration
	Skill Skill // lifted to at least this
}

// Waiver accepts a finding for a while.
type Waiver struct {
	Pos          source.Pos
	Rule         Ref
	At           Ref // an id, or a glob
	Reason       string
	Owner        string
	ApprovedBy   string
	Created      Date
	Expires      Date
	Ticket       string
	Compensating []string
}
