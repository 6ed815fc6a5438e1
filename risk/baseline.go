package risk

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
)

// Baseline is what was known when a gate was set up: findings by rule and
// element, risks by id. Lines and titles of elements do not matter to it, so it
// outlives edits. What is waived, or closed by an implemented mitigation, is not
// in it: that finding counts as new when the waiver ends.
type Baseline struct {
	Model    string // whose it is: a title, or the name of a file of a model without one
	Findings []KnownFinding
	Risks    []KnownRisk

	pos source.Pos // of the model's name in the file
}

// KnownFinding is a finding of a Baseline.
type KnownFinding struct {
	Rule     string
	Element  string
	Outcome  string // OutcomeFail or OutcomeUnknown
	Severity string
}

// KnownRisk is a risk of a Baseline, as severe as it was in the current view.
type KnownRisk struct {
	ID       string // threat/cause
	Severity string
}

func baselineName(title, file string) string {
	if title != "" {
		return title
	}
	return filepath.Base(file)
}

// Belongs refuses a baseline of another model: of another title, or with
// findings of which no element is in this one. A pass against it would prove nothing.
func (b *Baseline) Belongs(m *model.Model) source.Problems {
	refuse := func(format string, args ...any) source.Problems {
		return source.Problems{{Pos: b.pos, Kind: source.Reference, Message: fmt.Sprintf(format, args...)}}
	}
	if name := baselineName(m.Title, m.File); name != b.Model {
		return refuse("this is the baseline of the model %s, not of %s; after a change of title, change it here too", source.Quote(b.Model), source.Quote(name))
	}
	here := func(f KnownFinding) bool { _, _, found := m.Entity(f.Element); return found }
	if len(b.Findings) > 0 && !slices.ContainsFunc(b.Findings, here) {
		return refuse("this is the baseline of another model: none of its elements is in %s", source.Quote(m.File))
	}
	return nil
}

// Bind puts ids in the place of rules' older names, so that a rule that is
// renamed makes no finding new.
func (b *Baseline) Bind(rules []policies.Rule) {
	ids := map[string]string{}
	for _, r := range rules {
		for _, alias := range r.Aliases {
			ids[alias] = r.ID
		}
	}
	for _, r := range rules {
		delete(ids, r.ID) // an id goes before another rule's alias
	}
	for i, f := range b.Findings {
		if id, renamed := ids[f.Rule]; renamed {
			b.Findings[i].Rule = id
		}
	}
}

// NewBaseline is the baseline of everything in a register, whatever its
// severity, and with the look-alikes that findings speak for, which show when
// those are fixed. Findings are sorted by rule and element, risks by id.
func NewBaseline(r *Register) *Baseline {
	b := &Baseline{Model: baselineName(r.Model.Title, r.Model.File)}
	for _, f := range r.Findings {
		if f.lasting() {
			b.Findings = append(b.Findings, KnownFinding{f.Rule, f.Element, f.Outcome, f.Severity})
			b.Findings = append(b.Findings, f.Folded...)
		}
	}
	for _, row := range r.Risks {
		b.Risks = append(b.Risks, KnownRisk{row.ID, row.Severity})
	}
	b.sort()
	return b
}

// lasting reports whether a finding stands by itself: nothing that has an end
// excuses it, and it is not about such an excuse.
func (f Finding) lasting() bool { return !f.Waived && !f.Closed && f.Rule != overdueRule }

func (b *Baseline) sort() {
	slices.SortFunc(b.Findings, func(x, y KnownFinding) int {
		return cmp.Or(strings.Compare(x.Rule, y.Rule), strings.Compare(x.Element, y.Element))
	})
	slices.SortFunc(b.Risks, func(x, y KnownRisk) int { return strings.Compare(x.ID, y.ID) })
}

func (f KnownFinding) key() string { return Fingerprint(f.Rule, f.Element) }

// Prune drops what a register has no longer, and makes milder what has become
// milder: a baseline only ever shrinks. A failing finding whose fact has
// vanished stays, because nobody has shown that it is fixed. It counts what it
// dropped and made milder.
func (b *Baseline) Prune(r *Register) (kept *Baseline, pruned int) {
	now := NewBaseline(r).index()
	kept = &Baseline{Model: b.Model, pos: b.pos}
	for _, f := range b.Findings {
		today, found := now.findings[f.key()]
		if !found || f.Outcome == OutcomeUnknown && today.Outcome == OutcomeFail {
			pruned++
			continue
		}
		less := KnownFinding{f.Rule, f.Element, f.Outcome, milder(f.Severity, today.Severity)}
		pruned += differ(less, f)
		kept.Findings = append(kept.Findings, less)
	}
	for _, row := range b.Risks {
		severity, found := now.risks[row.ID]
		if !found {
			pruned++
			continue
		}
		less := KnownRisk{row.ID, milder(row.Severity, severity)}
		pruned += differ(less, row)
		kept.Risks = append(kept.Risks, less)
	}
	return kept, pruned
}

func milder(a, b string) string {
	if AtLeast(a, b) {
		return b
	}
	return a
}

func differ[T comparable](a, b T) int {
	if a == b {
		return 0
	}
	return 1
}

// known is a baseline to look things up in. The zero value knows nothing.
type known struct {
	findings map[string]KnownFinding // by fingerprint
	risks    map[string]string       // severities by id
}

// index is for a baseline that may be nil.
func (b *Baseline) index() known {
	k := known{map[string]KnownFinding{}, map[string]string{}}
	if b == nil {
		return k
	}
	for _, f := range b.Findings {
		k.findings[f.key()] = f
	}
	for _, r := range b.Risks {
		k.risks[r.ID] = r.Severity
	}
	return k
}

// finding reports whether a finding was known, no milder than it is now. That it
// fails where a fact was missing is news; so is a fact that has vanished.
func (k known) finding(f Finding) bool {
	before, found := k.findings[f.Fingerprint]
	return found && before.Outcome == f.Outcome && AtLeast(before.Severity, f.Severity)
}

// vanished reports whether a finding failed before, and now waits for a fact.
func (k known) vanished(f Finding) bool {
	before, found := k.findings[f.Fingerprint]
	return found && before.Outcome == OutcomeFail && f.Outcome == OutcomeUnknown
}

func (k known) risk(r Risk) bool {
	before, found := k.risks[r.ID]
	return found && AtLeast(before, r.Severity)
}
