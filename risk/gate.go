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
type Gate struct {
	FailOn   string    // the lowest severity that fails; "" is High
	Unknown  string    // UnknownFail, UnknownWarn or UnknownIgnore; "" is UnknownWarn
	Baseline *Baseline // what was known before; nil: nothing
	NewOnly  bool      // what was known before does not fail the gate
}

// Verdict is a gate's answer. Findings that are waived or closed today, and those
// of preview rules, never fail it; a waiver never excuses a risk. A finding that
// failed in the baseline and now waits for a fact fails, whatever Gate.Unknown
// says: else deleting a fact would settle it.
type Verdict struct {
	Passed   bool
	Empty    bool      // nothing was evaluated: passing proves nothing
	FailOn   string    // the lowest severity that fails
	Findings []Finding // that fail it
	Risks    []Risk    // that fail it, in the current view
	Warnings []Finding // unknown ones that would fail it if they turned out badly
	Waived   []Finding // that would fail it but for a waiver
	Known    []Finding // that would fail it but for the baseline
	Accepted []Risk    // that would fail it but for the baseline
	Vanished []Finding // of Findings, those whose fact was stated when the baseline was made
}

// Judge applies the gate to a register. Lists keep the register's order.
func (g Gate) Judge(r *Register) Verdict {
	v := Verdict{FailOn: g.FailOn, Empty: r.Summary.ElementsChecked == 0 && len(r.Totals) == 0}
	if v.FailOn == "" {
		v.FailOn = High
	}
	before := g.Baseline.index()
	for _, f := range r.Findings {
		if AtLeast(f.Severity, v.FailOn) && !f.Preview && !f.Closed {
			g.file(f, before, &v)
		}
	}
	for _, row := range r.Risks {
		switch {
		case !AtLeast(row.Severity, v.FailOn):
		case g.NewOnly && before.risk(row):
			v.Accepted = append(v.Accepted, row)
		default:
			v.Risks = append(v.Risks, row)
		}
	}
	v.Passed = !v.Empty && len(v.Findings) == 0 && len(v.Risks) == 0
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

// severities are all of them, least first.
var severities = [...]string{Low, Medium, High, Critical}

// AtLeast reports whether a severity is the given one or worse. Words that are
// no severity are below all.
func AtLeast(severity, least string) bool { return gravity(severity) >= gravity(least) }

// gravity numbers the severities, least first; -1 is no severity.
func gravity(severity string) int { return slices.Index(severities[:], severity) }
