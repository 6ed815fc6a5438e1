// Package risk is the one joint: it joins a model, the policy findings and the
// attack-tree engine into a ranked register of risks.
package risk

import "github.com/stormtree-dev/stormtree/model/source"

// Register is the answer of an analysis. Its JSON form is the public form of
// `stormtree analyze --format json`: fields may be added, never renamed.
type Register struct {
	Model       Header       `json:"model"`
	Redacted    bool         `json:"redacted,omitempty"` // attack paths are left out: see Redact
	Risks       []Risk       `json:"risks"`
	Totals      []Total      `json:"totals"` // one per threat, in rank order of current expected loss
	System      System       `json:"system"`
	Findings    []Finding    `json:"findings"` // outcome fail or unknown, sorted by severity, rule, element
	Rules       []Rule       `json:"rules"`    // those that findings name, sorted by id
	Unknowns    []Unknown    `json:"unknowns"`
	Steps       []Step       `json:"steps"` // the steps that attacks and assumptions name, sorted by id
	Mitigations []Mitigation `json:"mitigations"`
	Waivers     []Waiver     `json:"waivers"`
	Notes       []Note       `json:"notes"`
	Assumptions []string     `json:"assumptions"`
	Questions   []string     `json:"questions"`
	Summary     Summary      `json:"summary"`
}

// Header says which model was analysed and in which units.
type Header struct {
	File     string  `json:"file"`
	Title    string  `json:"title"`
	Currency string  `json:"currency"` // "points" when the model states no money
	Horizon  float64 `json:"horizon_days"`
	Unit     float64 `json:"unit"`            // one unit of the severity scale, in Currency
	Today    string  `json:"today,omitempty"` // the date that waivers were judged by
}

// Views is one number without the listed mitigations, with the implemented
// ones, and with the implemented and planned ones.
type Views struct {
	Inherent  float64 `json:"inherent"`
	Current   float64 `json:"current"`
	Projected float64 `json:"projected"`
}

// Numbers are a row's three measures: likelihood is the chance of at least one
// incident per horizon, frequency the expected incidents per horizon, expected
// loss is per year in the register's currency.
type Numbers struct {
	Likelihood   Views `json:"likelihood"`
	Frequency    Views `json:"frequency"`
	ExpectedLoss Views `json:"expected_loss"`
}

// Risk is one threat by one cause: an attacker's id, or "accident".
type Risk struct {
	ID              string       `json:"id"` // threat/cause
	Rank            int          `json:"rank"`
	Threat          string       `json:"threat"`
	Title           string       `json:"title"`
	Cause           string       `json:"cause"`
	CauseTitle      string       `json:"cause_title"`
	Asset           string       `json:"asset"`
	Severity        string       `json:"severity"` // low, medium, high, critical
	Category        Category     `json:"category"`
	Numbers                      // likelihood, frequency, expected_loss
	AtMost          bool         `json:"at_most"` // some number is an upper end: an unknown or a missing probability
	UnknownsClosed  Numbers      `json:"unknowns_closed"`
	IfTried         bool         `json:"if_tried"` // no attempts stated: numbers are for exactly one attempt
	LossMean        float64      `json:"loss"`     // mean loss of one incident
	LossFromScale   bool         `json:"loss_from_scale"`
	DefaultsShare   float64      `json:"defaults_share"`          // 0 to 1: how much of what the risk rests on is Assumed
	Basis           string       `json:"basis"`                   // the weakest of what its numbers rest on: see Bases
	OverDefaults    *Sway        `json:"over_defaults,omitempty"` // when default probabilities move over their ranges, all at once
	Grown           bool         `json:"grown,omitempty"`         // by a pattern: nobody wrote the threat
	Pattern         string       `json:"pattern,omitempty"`       // that the threat was grown by, or stands for
	Assumed         []Assumption `json:"assumed"`                 // what the author left open, steps in the order of their ids
	CheapestAttack  *Attack      `json:"cheapest_attack"`
	LikeliestAttack *Attack      `json:"likeliest_attack"`
	QuickestAttack  *Attack      `json:"quickest_attack"`
	OnlyAfter       bool         `json:"only_after_accident"` // every attack of this cause needs an accident
	Mitigations     []string     `json:"mitigations"`         // ids of those that touch this risk's steps, whatever their status, the greatest effect first
	Position        source.Pos   `json:"position"`
}

// Sway is what becomes of a risk when its own default probabilities move from the low
// ends of their ranges to the high ones, today, while the other risks stay.
type Sway struct {
	Low   float64 `json:"low"` // expected yearly loss
	High  float64 `json:"high"`
	Best  int     `json:"best"`  // the rank at High
	Worst int     `json:"worst"` // the rank at Low
}

// What an Assumption is about.
const (
	AssumedProbability = "probability" // of a step: it counts as 1
	AssumedFinding     = "finding"     // behind a step's door: it counts as open
	AssumedAttempts    = "attempts"    // of the attacker: the row counts one, "if tried"
	AssumedLoss        = "loss"        // of an incident: it comes from the scale
	AssumedDefault     = "default"     // numbers of a step: those of its pattern
)

// Assumption is one number or fact that nobody stated.
type Assumption struct {
	Step string `json:"step"` // "" for attempts and loss, which belong to the whole risk
	What string `json:"what"` // probability, finding, attempts, loss or default
	Rule string `json:"rule,omitempty"`

	Basis string `json:"basis,omitempty"` // of a default: what it rests on
}

// Attack is one way for an attacker: its steps in the order of the tree,
// conditions included.
type Attack struct {
	Steps       []string `json:"steps"`
	Conditions  []string `json:"conditions,omitempty"` // the steps that are luck: "if …"
	Cost        float64  `json:"cost"`
	Time        float64  `json:"time_days"`
	Skill       string   `json:"skill,omitempty"`
	Probability float64  `json:"probability"` // of all steps, in one attempt

	Lacks Lacking `json:"-"` // the numbers that nobody stated
}

// Step is one step that an attack or an assumption of the register names, so that a reader can
// follow the attack through the file.
type Step struct {
	ID       string     `json:"id"`
	Title    string     `json:"title"`
	Kind     string     `json:"kind"` // action, condition or accident
	Position source.Pos `json:"position"`
}

// Total is a threat over all its causes: the exact union, not a sum.
type Total struct {
	Threat string `json:"threat"`
	Title  string `json:"title"`
	Numbers
	AtMost         bool    `json:"at_most"`
	UnknownsClosed Numbers `json:"unknowns_closed"`
}

// System is the whole: the rows' sum, and the sum when one incident costs each
// asset at most once.
type System struct {
	Rows           Views    `json:"rows_add_up_to"`
	IfTried        Views    `json:"if_tried"` // how much of Rows comes from rows that suppose one attempt
	WithoutDoubles Views    `json:"without_double_counting"`
	AtMost         bool     `json:"at_most"` // the latter is an upper end: some threats were too large to join
	Tolerance      *float64 `json:"tolerance"`
}

// Finding is one rule at one element.
type Finding struct {
	Rule        string     `json:"rule"`
	Family      string     `json:"family,omitempty"` // of the rule
	Title       string     `json:"title"`
	Outcome     string     `json:"outcome"` // fail or unknown
	Element     string     `json:"element"`
	Severity    string     `json:"severity"`
	Category    Category   `json:"category"`
	Message     string     `json:"message"`
	Missing     []string   `json:"missing,omitempty"` // facts, when unknown
	Related     []string   `json:"related,omitempty"`
	Waived      bool       `json:"waived"`
	Opens       []string   `json:"opens,omitempty"`     // steps of the model whose door it opens
	Risks       []string   `json:"risks,omitempty"`     // ids of risks with such a step
	ClosedBy    []string   `json:"closed_by,omitempty"` // mitigations, whatever their status
	Closed      bool       `json:"closed"`              // by an implemented one: it counts as passed today
	Remediation string     `json:"remediation,omitempty"`
	Preview     bool       `json:"preview,omitempty"` // reports, never fails a gate
	Fingerprint string     `json:"fingerprint"`
	Position    source.Pos `json:"position"`

	Folded []KnownFinding `json:"-"` // look-alikes that it speaks for: no news when they stand alone
}

// Rule is what a reader of findings wants to know of a rule, once for all of
// them. The words of its category are in [Finding].
type Rule struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Family   string   `json:"family"`
	Pack     string   `json:"pack"`
	Status   string   `json:"status"`
	Fear     []string `json:"fear"`
	Cause    []string `json:"cause"`
	Stride   []string `json:"stride"`
	Linddun  []string `json:"linddun"`
	Controls []string `json:"controls"` // catalogue:control
	Attack   []string `json:"attack"`   // techniques of MITRE ATT&CK
	Capec    []string `json:"capec"`
	CWE      []string `json:"cwe"`
	Opens    []string `json:"opens"` // kinds of attack steps that its findings enable
}

// Unknown is one fact that the model does not state, and who waits for it.
type Unknown struct {
	Fact     string   `json:"fact"`
	Elements []string `json:"elements"`
	Rules    []string `json:"rules"`
	Message  string   `json:"message"` // one sentence: tenancy not stated for 12 components: TEN-01, TEN-03 wait for it
}

// Mitigation is one mitigation and what it acts on.
type Mitigation struct {
	ID          string     `json:"id"`
	Title       string     `json:"title"`
	Responsible string     `json:"responsible"`
	Status      string     `json:"status"`
	Once        float64    `json:"once"`
	Yearly      float64    `json:"yearly"`
	Risks       []string   `json:"risks"`
	Position    source.Pos `json:"position"`
}

// Waiver is one waiver and what became of it.
type Waiver struct {
	Rule     string     `json:"rule"`
	At       string     `json:"at"`
	State    string     `json:"state"` // active, expiring, expired, future, unused
	Expires  string     `json:"expires"`
	Reason   string     `json:"reason"`
	Owner    string     `json:"owner"`
	Position source.Pos `json:"position"`
}

// Note is something a reader should know that changes no number.
type Note struct {
	Message  string     `json:"message"`
	Position source.Pos `json:"position"`
}

// Summary says how much was evaluated: zeros mean that a pass proves nothing.
type Summary struct {
	RulesLoaded     int     `json:"rules_loaded"`
	RulesApplicable int     `json:"rules_applicable"`
	ElementsChecked int     `json:"elements_checked"`
	Completeness    float64 `json:"completeness"` // decided over applicable questions, 0 to 1
	FactsStated     int     `json:"facts_stated"` // of those that applicable rules rest on, each at each element once
	FactsMissing    int     `json:"facts_missing"`
	FactsKnown      float64 `json:"facts_known"`    // stated over stated and missing, 0 to 1; 0 when nothing is asked
	ThreatsGrown    int     `json:"threats_grown"`  // by patterns, among those that are ranked
	DefaultsShare   float64 `json:"defaults_share"` // of the numbers behind the risks, weighed by expected loss, 0 to 1
}
