package risk

import (
	"encoding/json"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
)

// Tree is one threat's attack tree as people see it, numbered and valued. The
// numbers are for one attempt in the current view, by somebody without limits
// or, with an Attacker, by that one.
type Tree struct {
	Threat        string
	Title         string
	Attacker      string // "" is somebody without limits
	AttackerTitle string // "" without an Attacker
	Root          *Branch
	Total         Numbers // of the threat, all causes, or of the Attacker alone: for the goal card
	Currency      string  // of costs
	Answer        TreeAnswer
	Horizon       float64 // days
}

// Branch is one place in a Tree. A named part or step that stands in several
// places appears in each; all but the first say so in SeeNumber.
type Branch struct {
	Number      string // "1", "1.2", … by model order; "" for the root
	Step        string // id of the step or named part; "" for an unnamed gate
	Title       string
	Gate        model.Gate // GateStep for a leaf
	AtLeast     int
	Kind        string   // action, condition, accident; "" for a gate
	Probability Views    // leaf: per attempt (action) or per horizon; gate: chance in one attempt
	Critical    bool     // on the cheapest attack
	Shut        bool     // probability 0 in the current view, or not for this attacker
	OutOfReach  bool     // an action that the Attacker cannot do: he does not stand there, or lacks the skill
	AtMost      bool     // rests on an unknown or a missing probability
	Rules       []string // RULE or RULE@element that open this step's door; when it is shut, those that would
	Mitigations []Applied
	SeeNumber   string // the number of the first place of a shared part
	Children    []*Branch
	Position    source.Pos
}

// Applied is one mitigation at a leaf, whatever its status.
type Applied struct {
	ID          string  `json:"id"`
	Title       string  `json:"title"`
	Status      string  `json:"status"`
	Responsible string  `json:"responsible"`
	Share       float64 `json:"share"` // of the probability removed; 1 when it shuts the door; 0 when it only makes the step harder
}

// TreeAnswer is the public form of `stormtree tree --format json`.
type TreeAnswer struct {
	Tree        string       `json:"tree"`
	Leaves      int          `json:"leaves"`
	Gates       int          `json:"gates"`
	Probability float64      `json:"probability"`
	Exact       bool         `json:"exact"`
	MinimalSets MinimalSets  `json:"minimal_sets"`
	Cheapest    *Attack      `json:"cheapest"`
	Likeliest   *Attack      `json:"likeliest"`
	Quickest    *TimedAttack `json:"quickest"`
	Front       [][2]float64 `json:"front"`                 // cost, probability; cheapest first
	OverBudget  []string     `json:"over_budget,omitempty"` // the answers that the tree is too large for: they are left empty
}

// TimedAttack is the quickest attack: its time is in days.
type TimedAttack struct {
	Steps []string `json:"steps"`
	Time  float64  `json:"time"`
}

// MinimalSets counts the smallest sets of steps that reach the goal, and lists
// the shortest of them, at most MaxListed.
type MinimalSets struct {
	Count  json.Number `json:"count"` // a whole number of any size
	Listed [][]string  `json:"listed"`
}

// MaxListed is how many minimal sets a TreeAnswer lists.
const MaxListed = 1000
