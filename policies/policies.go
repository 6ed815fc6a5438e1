// Package policies holds the Rego rules and the one Go door to them.
//
// [Load] compiles rules into a [Pack], [Pack.Evaluate] asks a pack about an
// [Input], [Catalogue] lists what there is without compiling it, and [RunTests]
// runs the rules' own tests. Rules see nothing but their input: no clock, no
// network, no files, no randomness. Rules that nobody vouches for are compiled
// and evaluated in a process of their own, a [Worker], which runs [Serve].
package policies

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

// String returns the outcome in words.
func (o Outcome) String() string {
	return [...]string{"not applicable", "fail", "unknown", "pass"}[o]
}

// Rule is one rule's catalogue entry, read from its annotations.
type Rule struct {
	ID             string   // TEN-05
	Aliases        []string // ids of earlier versions
	Title          string
	Description    string
	Family         string   // tenancy, insider, keys, devices, edge, protocols, privacy, audit, supply, legal, integrity, availability, trust, fitness, generic, user
	Pack           string   // core or full
	Status         string   // stable, preview or deprecated
	Severity       string   // critical, high, medium or low
	Scope          string   // the section of the elements: components, flows, keys, …
	Kinds          []string // of the elements it applies to; none: all
	Protocols      []string // of the flows it applies to; none: all
	Purposes       []string // of the flows it applies to; none: all
	Stride         []string
	Linddun        []string
	Fear           []string
	Cause          []string
	Controls       []string
	Attack         []string // techniques of MITRE ATT&CK: T1611
	Capec          []string // attack patterns: CAPEC-480
	CWE            []string // weaknesses: CWE-294
	References     []string
	Facts          []string // paths below the element
	Opens          []string // kinds of attack steps that it enables
	Params         map[string]any
	Effort         string // of the remedy: low, medium or high
	Remediation    string
	Rationale      string
	FalsePositives string
	Message        string // template of the sentence: {element} and {fact} are filled in

	Package string // threats.tenancy.tenant_source
	File    string // threats/tenancy/tenant_source.rego, or a user's path
	Line    int    // of the id in it
}

// Options selects the rules.
type Options struct {
	Pack string   // "core" ("" too) or "full"; rules in Also are loaded in either
	Also []string // ids of rules that a model names

	Dirs   []string // folders of user rules
	Trust  []string // digests, as of [Digest], of those folders whose rules run in this process
	Worker *Worker  // for the rules of all other folders; nil: they run in this process too
}

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
	Missing []string // facts that are not stated, when Unknown; one of another element is written fact@element
	Related []string // other elements, sorted
	Message string   // one sentence, when Fail or Unknown
}
