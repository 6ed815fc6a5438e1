package risk

import (
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
	Answer        Answer
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
