package risk

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"strconv"
)

// Answer is the public form of `stormtree tree --format json`.
type Answer struct {
	Tree         string       `json:"tree"`
	Leaves       int          `json:"leaves"`
	Gates        int          `json:"gates"`
	Probability  *float64     `json:"probability"` // nil when it is unknown; an upper end when it is not exact
	Exact        bool         `json:"exact"`
	Bounds       *[2]float64  `json:"bounds,omitempty"` // certified, when the probability is not exact
	Estimate     *Estimate    `json:"estimate,omitempty"`
	MinimalSets  MinimalSets  `json:"minimal_sets"`
	Cheapest     *Attack      `json:"cheapest"`
	Likeliest    *Attack      `json:"likeliest"`
	Quickest     *TimedAttack `json:"quickest"`
	Front        [][]float64  `json:"front"`                   // by the aims asked for, cost and probability if none were
	Importance   []Importance `json:"importance,omitempty"`    // most important first
	DefenceFront [][2]Number  `json:"defence_front,omitempty"` // defence cost, cheapest attack
	Engine       *Engine      `json:"engine,omitempty"`
	OverBudget   []string     `json:"over_budget,omitempty"` // the answers that the tree is too large for: they are left empty
	Notes        []string     `json:"notes,omitempty"`       // what a reader should know that changes no number

	Title  string            `json:"-"`
	Titles map[string]string `json:"-"` // of the leaves that the answer names and that have one, by id
	Lacks  Lacking           `json:"-"`
	Aims   []Aim             `json:"-"` // of the front
}

// MarshalJSON writes null for a number that nobody stated, and calls a time days
// only where it is.
func (a Attack) MarshalJSON() ([]byte, error) {
	stated := func(x float64, lacks bool) *float64 {
		if lacks {
			return nil
		}
		return &x
	}
	form := struct {
		Steps       []string `json:"steps"`
		Conditions  []string `json:"conditions,omitempty"`
		Cost        *float64 `json:"cost"`
		Days        *float64 `json:"time_days,omitempty"`
		Time        *float64 `json:"time,omitempty"`
		Skill       string   `json:"skill,omitempty"`
		Probability *float64 `json:"probability"`
	}{Steps: a.Steps, Conditions: a.Conditions, Skill: a.Skill}
	form.Cost = stated(a.Cost, a.Lacks.Costs)
	form.Days = stated(a.Time, a.Lacks.Days)
	form.Time = stated(a.Time, !a.Lacks.Days || a.Lacks.Times)
	form.Probability = stated(a.Probability, a.Lacks.Probabilities)
	text, err := json.Marshal(form)
	if err != nil {
		return nil, fmt.Errorf("write an attack: %w", err)
	}
	return text, nil
}

// Estimate is what random samples tell of a probability.
type Estimate struct {
	Probability float64    `json:"probability"`
	Interval    [2]float64 `json:"interval"` // holds the truth in at least 95 of 100 seeds
	Samples     int        `json:"samples"`
	Seed        uint64     `json:"seed"`
}

// Engine says what the exact answer took.
type Engine struct {
	Nodes   int     `json:"nodes"`
	Order   string  `json:"order"`             // of the leaves in the largest diagram; "" where none was needed
	Seconds float64 `json:"seconds,omitempty"` // only with --stats: it differs from run to run
}

// TimedAttack is the quickest attack: its time is in days for a model, in the
// file's unit for a tree file.
type TimedAttack struct {
	Steps []string `json:"steps"`
	Time  float64  `json:"time"`
}

// MinimalSets counts the smallest sets of steps that reach the goal, and lists
// some of them, smallest first unless asked otherwise.
type MinimalSets struct {
	Count   Count   `json:"count"`
	Exact   bool    `json:"exact"` // of the count, up to MaxOrder if there is one
	ByOrder ByOrder `json:"by_order,omitempty"`
	// MaxOrder is the largest order that was counted, when larger ones were left
	// out: of everything if the user said so, else only of ByOrder.
	MaxOrder int        `json:"max_order,omitempty"`
	Listed   [][]string `json:"listed"`

	Limited bool     `json:"-"` // MaxOrder was asked for
	Best    string   `json:"-"` // which are listed first: smallest, likeliest or cheapest
	Shown   []Attack `json:"-"` // the listed ones, with their numbers
}

// MaxListed is how many minimal sets the answer about a model's tree lists.
const MaxListed = 1000

// ByOrder counts sets by their number of leaves, which is the index. As JSON it is
// an object: {"1": 3, "2": 41}, without the orders that have none.
type ByOrder []*big.Int

// MarshalJSON writes the object in ascending order.
func (o ByOrder) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for order, count := range o {
		if count.Sign() == 0 {
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(strconv.AppendInt(append(out, '"'), int64(order), 10), '"', ':')
		out = count.Append(out, 10)
	}
	return append(out, '}'), nil
}

// Number is a number that may be infinite: JSON then has "inf".
type Number float64

// MarshalJSON writes a number, or the text "inf".
func (x Number) MarshalJSON() ([]byte, error) {
	if math.IsInf(float64(x), 1) {
		return []byte(`"inf"`), nil
	}
	return json.Marshal(float64(x))
}

// Count is a whole number of any size in decimal digits, "" when it is unknown:
// JSON then has null.
type Count string

// MarshalJSON writes the number as it stands.
func (c Count) MarshalJSON() ([]byte, error) {
	if c == "" {
		return []byte("null"), nil
	}
	return []byte(c), nil
}
