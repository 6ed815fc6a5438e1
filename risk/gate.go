package risk

import "slices"

// What a Gate does with findings that wait for a fact.
const (
	UnknownFail   = "fail"
	UnknownWarn   = "warn"
	UnknownIgnore = "ignore"
)

// Gate decides whether a model may be merged. The zero value fails on high and
// critical, and warns about what is unknown.
//
// A finding that both FailOn and WarnOn mind follows the more specific criterion,
// a rule before a family before a severity, and fails when both are alike. A risk
// that both mind fails.
type Gate struct {
	FailOn   Criteria  // what fails; none: High and worse
	WarnOn   Criteria  // what is told and does not fail
	Unknown  string    // UnknownFail, UnknownWarn or UnknownIgnore; "" is UnknownWarn
	Baseline *Baseline // what was known before; nil: nothing
	NewOnly  bool      // what was known before does not fail the gate
	Basis    string    // the weakest of Bases that numbers of a risk may rest on; "" is any
}

// Verdict is a gate's answer. Findings that are waived or closed today, and those
// of preview rules, never fail it; a waiver never excuses a risk. A finding that
// failed in the baseline and now waits for a fact fails, whatever Gate.Unknown
// says: else deleting a fact would settle it. A risk that a pattern grew fails it
// by its expected loss alone: nobody has put a number of his own to its severity.
type Verdict struct {
	Passed    bool
	Empty     bool      // nothing was evaluated: passing proves nothing
	FailOn    Criteria  // what fails
	Findings  []Finding // that fail it
	Risks     []Risk    // that fail it, in the current view
	Warnings  []Finding // unknown ones that would fail it if they turned out badly
	Waived    []Finding // that would fail it but for a waiver
	Known     []Finding // that would fail it but for the baseline
	Accepted  []Risk    // that would fail it but for the baseline
	Soft      []Finding // that WarnOn minds and that do not fail it
	SoftRisks []Risk
	Unfounded []Risk    // that fail it because their numbers rest on less than Gate.Basis
	Vanished  []Finding // of Findings, those whose fact was stated when the baseline was made
}

// Judge applies the gate to a register. Lists keep the register's order.
func (g Gate) Judge(r *Register) Verdict {
	v := Verdict{FailOn: g.FailOn, Empty: r.Summary.ElementsChecked == 0 && len(r.Totals) == 0}
	if len(v.FailOn) == 0 {
		v.FailOn = AtOrAbove(High)
	}
	before := g.Baseline.index()
	for _, f := range r.Findings {
		fail, warn := v.FailOn.finding(f), g.WarnOn.finding(f)
		switch {
		case f.Closed:
		case fail > 0 && fail >= warn && !f.Preview:
			g.file(f, before, &v)
		case warn > 0 && g.soft(f, before):
			v.Soft = append(v.Soft, f)
		}
	}
	for _, row := range r.Risks {
		fails, old := v.FailOn.risk(row), g.NewOnly && before.risk(row)
		switch {
		case g.Basis != "" && !founded(row.Basis, g.Basis):
			v.Unfounded = append(v.Unfounded, row)
		case fails && old:
			v.Accepted = append(v.Accepted, row)
		case fails:
			v.Risks = append(v.Risks, row)
		case g.WarnOn.risk(row) && !old:
			v.SoftRisks = append(v.SoftRisks, row)
		}
	}
	v.Passed = !v.Empty && len(v.Findings)+len(v.Risks)+len(v.Unfounded) == 0
	return v
}

// file puts a finding that matters into the list where it belongs.
func (g Gate) file(f Finding, before known, v *Verdict) {
	unknown := f.Outcome == OutcomeUnknown
	switch {
	case f.Waived && !(unknown && g.Unknown == UnknownIgnore):
		v.Waived = append(v.Waived, f)
	case before.vanished(f) && !f.Waived:
		v.Findings, v.Vanished = append(v.Findings, f), append(v.Vanished, f)
	case unknown && g.Unknown == UnknownIgnore:
	case g.NewOnly && before.finding(f):
		v.Known = append(v.Known, f)
	case unknown && g.Unknown != UnknownFail:
		v.Warnings = append(v.Warnings, f)
	default:
		v.Findings = append(v.Findings, f)
	}
}

// soft reports whether a finding that is only told of is worth telling: it fails,
// or waits for a fact that the gate insists on.
func (g Gate) soft(f Finding, before known) bool {
	switch {
	case f.Waived || g.NewOnly && before.finding(f):
		return false
	case f.Outcome == OutcomeUnknown:
		return g.Unknown == UnknownFail || before.vanished(f)
	}
	return true
}

// severities are all of them, least first.
var severities = [...]string{Low, Medium, High, Critical}

// AtLeast reports whether a severity is the given one or worse. Words that are
// no severity are below all.
func AtLeast(severity, least string) bool { return gravity(severity) >= gravity(least) }

// gravity numbers the severities, least first; -1 is no severity.
func gravity(severity string) int { return slices.Index(severities[:], severity) }
