package risk

import (
	"encoding/json"

	"github.com/stormtree-dev/stormtree/model/source"
)

// Explanation answers for one risk: why it is there, why it ranks where it
// ranks, and which single fact would change it most. Its JSON form is the
// public form of `stormtree explain --format json`: fields may be added, never
// renamed.
type Explanation struct {
	Model     Header       `json:"model"`
	Risk      Risk         `json:"risk"`
	Of        int          `json:"of"`          // how many risks are ranked
	Above     *Neighbour   `json:"above"`       // the next worse risk; null for the worst
	Below     *Neighbour   `json:"below"`       // the next lesser risk; null for the least
	Ways      []Attack     `json:"ways"`        // likeliest first, at most MaxWays, in the current view
	WaysInAll json.Number  `json:"ways_in_all"` // a whole number of any size; 0 when the tree is too large to list them
	Steps     []StepReason `json:"steps"`       // every step that this cause could use, in the order of the tree
	Flips     []Flip       `json:"flips"`       // what would change the risk, the greatest effect first
}

// MaxWays is how many ways an explanation tells; WaysInAll counts all of them.
const MaxWays = 5

// Neighbour is the risk ranked just above or below another.
type Neighbour struct {
	ID           string  `json:"id"`
	Rank         int     `json:"rank"`
	Likelihood   float64 `json:"likelihood"`
	ExpectedLoss float64 `json:"expected_loss"` // current, per year
}

// StepReason is one step of a risk with everything that its number rests on.
// Probability, cost, time and skill are as mitigations leave them.
type StepReason struct {
	Step
	Probability Views           `json:"probability"` // per attempt (action) or per horizon (condition, accident)
	Stated      bool            `json:"stated"`      // false: no probability is written, so it counts as 1
	Cost        float64         `json:"cost"`
	Time        float64         `json:"time_days"`
	Skill       string          `json:"skill,omitempty"`
	Door        string          `json:"door"` // open, unknown or shut, in the current view; "" when no rule guards the step
	Openings    []Opening       `json:"openings"`
	Mitigations []Applied       `json:"mitigations"`
	Techniques  []StepTechnique `json:"techniques"`
	Without     float64         `json:"expected_loss_without"` // the risk's, per year, if this step could not happen
}

// What an Opening's rule may say, besides OutcomeFail and OutcomeUnknown.
const (
	OutcomePass   = "pass"
	NotApplicable = "not applicable" // the rule does not speak about the element as it is: the door is shut
	NotEvaluated  = "not evaluated"  // nobody asked the rule: its door counts as open
)

// Opening is what one rule says about a step's door.
type Opening struct {
	Rule     string     `json:"rule"`
	Element  string     `json:"element"` // "" when the rule says nothing and the step waits for it anywhere
	Outcome  string     `json:"outcome"`
	Message  string     `json:"message"`
	Waived   bool       `json:"waived"`
	Position source.Pos `json:"position"`
}

// The kinds of Flip.
const (
	FlipFinding     = "finding"     // a failing rule would pass
	FlipUnknown     = "unknown"     // an unknown fact would turn out well
	FlipProbability = "probability" // a step without a probability would turn out impossible
	FlipMitigation  = "mitigation"  // a mitigation that is not implemented would be
)

// Flip is what a risk would be if one thing were different, in the current
// view and everything else as it is.
type Flip struct {
	Kind         string     `json:"kind"`
	ID           string     `json:"id"` // RULE@element, a step's id or a mitigation's
	Title        string     `json:"title"`
	Status       string     `json:"status,omitempty"` // of a mitigation
	Likelihood   float64    `json:"likelihood"`
	ExpectedLoss float64    `json:"expected_loss"` // per year
	Saves        float64    `json:"saves"`         // of the expected loss per year
	Severity     string     `json:"severity"`
	Rank         int        `json:"rank"` // among the other risks as they are
	Position     source.Pos `json:"position"`
}
