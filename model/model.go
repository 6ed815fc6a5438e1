// Package model is Stormtree's language: what a cloud system consists of, who
// might attack it, what could go wrong and what is done about it.
//
// Load reads and checks a model once; everything that comes after may rely on
// it: ids resolve, numbers are in range, attack trees have no cycles.
//
// Two conventions hold everywhere. Structure that is absent is none; a property
// that is absent is unknown: a nil pointer, a nil slice or an empty word.
package model

import "github.com/stormtree-dev/stormtree/model/source"

// Model is one threat model. Sections keep the author's order.
type Model struct {
	File        string
	Title       string
	Description string
	Tags        []string
	References  []string
	Currency    string
	Horizon     Duration // likelihoods are per horizon; 365 days when not stated
	Tolerance   *Quantity
	Scale       Scale
	Rules       Rules
	Patterns    []Pattern
	Parties     []*Party
	Boundaries  []*Boundary
	Components  []*Component // plain components first, then device classes
	Flows       []*Flow
	Keys        []*Key
	Roles       []*Role
	Assets      []*Asset
	Attackers   []*Attacker
	Threats     []*Threat
	Steps       []*Step
	Mitigations []*Mitigation
	Waivers     []*Waiver
	Assumptions []Text
	Questions   []Text

	index map[string]named // by id, filled while decoding
}

// Text is a free sentence of the author with its place.
type Text struct {
	Text string
	Pos  source.Pos
}

// Entity is what every named part of a model carries.
type Entity struct {
	ID          string
	Pos         source.Pos
	Title       string // the id when not stated
	Description string
	Tags        []string
	References  []string
}

// Ref names another entity.
type Ref struct {
	ID  string
	Pos source.Pos
}

// RuleRef names a policy rule, anywhere or at one element: RULE or RULE@element.
type RuleRef struct {
	Rule    string
	Element string // "" means anywhere
	Pos     source.Pos
}

// Scale turns words and sensitivities into loss, and loss into severity.
type Scale struct {
	Unit  float64 // one unit of loss in the model's currency; 1000 when not stated
	Bands Bands
}

// Bands are the lower ends, in units of yearly expected loss, of each severity.
type Bands struct{ Medium, High, Critical float64 }

// Rules selects and configures policy rules.
type Rules struct {
	Pack     string // "core" when not stated, or "full"
	Settings []RuleSetting
}

// RuleSetting switches one rule off or sets its parameters.
type RuleSetting struct {
	Rule   Ref
	Off    bool
	Params []Param
}

// Param is one parameter of a rule, as the author wrote it.
type Param struct {
	Name  string
	Value *source.Node
}

// Pattern switches one attack pattern on or off.
type Pattern struct {
	Name Ref
	Off  bool
}
