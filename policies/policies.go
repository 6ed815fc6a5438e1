// Package policies holds the Rego rules and the one Go door to them.
package policies

import "context"

// Outcome is what a rule says about one element.
type Outcome uint8

// The outcomes, by precedence: not applicable, fail, unknown, pass. Results
// never hold the first: what a rule does not apply to is left out.
const (
	NotApplicable Outcome = iota
	Fail
	Unknown
	Pass
)

// Rule is one rule's catalogue entry, read from its annotations.
type Rule struct {
	ID          string   // TEN-05
	Aliases     []string // ids of earlier versions
	Title       string
	Description string
	Family      string // tenancy, insider, keys, devices, edge, protocols, privacy, audit, supply, legal, user, …
	Pack        string // core or full
	Status      string // stable, preview or deprecated
	Severity    string // critical, high, medium or low
	Scope       string // the section of the elements: components, flows, keys, …
	Stride      []string
	Linddun     []string
	Fear        []string
	Cause       []string
	Controls    []string
	References  []string
	Facts       []string // paths below the element
	Params      map[string]any
	Remediation string
	Rationale   string
	Message     string // template of the sentence: {element} and {fact} are filled in
}

// Options selects the rules.
type Options struct {
	Pack string   // "core" ("" too) or "full"; rules in Also are loaded in either
	Also []string // ids of rules that a model names
	Dirs []string // folders of user rules
}

// Pack is compiled rules; safe for concurrent use.
type Pack struct{}

// Load compiles the embedded rules and the users'.
func Load(ctx context.Context, o Options) (*Pack, error) { panic("unwritten") }

// Rules returns the catalogue of the loaded rules, sorted by id.
func (p *Pack) Rules() []Rule { panic("unwritten") }

// Catalogue returns every embedded rule's entry, whatever is loaded, sorted by id, without compiling.
func Catalogue() []Rule { panic("unwritten") }

// Setting configures one rule for one evaluation.
type Setting struct {
	Off    bool
	Params map[string]any // numbers in the rule's own unit, strings, booleans, lists
}

// Result is one rule at one element.
type Result struct {
	Rule    string
	Element string
	Outcome Outcome
	Missing []string // facts that are not stated, when Unknown
	Related []string // other elements
	Message string   // one sentence, when Fail or Unknown
}

// Evaluate asks every loaded rule about a model. Results are sorted by rule, then element; what is not applicable is left out.
func (p *Pack) Evaluate(ctx context.Context, in *Input, settings map[string]Setting) ([]Result, error) {
	panic("unwritten")
}
