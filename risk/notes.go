package risk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
)

// notes says what a reader should know that changes no number, in the order of the file.
func (a *analysis) notes(r *Register, assessed []*assessment, drafts []*model.Threat) []Note {
	notes := unrepeated(a.remarks)
	notes = append(notes, draftNotes(drafts)...)
	notes = append(notes, a.emptyNotes(assessed)...)
	notes = append(notes, boundNotes(assessed)...)
	notes = append(notes, a.lossNotes(assessed)...)
	notes = append(notes, a.factNotes()...)
	notes = append(notes, a.offNotes()...)
	notes = append(notes, a.techniqueNotes()...)
	notes = append(notes, a.regulationNotes()...)
	notes = append(notes, waiverNotes(r.Waivers)...)
	slices.SortStableFunc(notes, func(x, y Note) int {
		return cmp.Or(
			strings.Compare(x.Position.File, y.Position.File),
			cmp.Compare(x.Position.Line, y.Position.Line),
			cmp.Compare(x.Position.Column, y.Position.Column))
	})
	return notes
}

// remark keeps something for the notes.
func (a *analysis) remark(at source.Pos, format string, args ...any) {
	a.remarks = append(a.remarks, Note{fmt.Sprintf(format, args...), at})
}

// unrepeated keeps the first of equal notes; several attackers meet the same limits.
func unrepeated(notes []Note) []Note {
	kept := []Note{}
	for _, n := range notes {
		if !slices.Contains(kept, n) {
			kept = append(kept, n)
		}
	}
	return kept
}

// draftNotes names threats whose attack nobody has described.
func draftNotes(drafts []*model.Threat) []Note {
	var notes []Note
	for _, t := range drafts {
		notes = append(notes, Note{"threat " + source.Quote(t.ID) + " has no attack yet: a draft, not ranked", t.Pos})
	}
	return notes
}

// emptyNotes names threats that nobody can carry out and that no accident brings; of
// those that grew, only how many.
func (a *analysis) emptyNotes(assessed []*assessment) []Note {
	var notes []Note
	idle := 0
	for _, as := range assessed {
		total := as.stated.numbers(func(o outcome) float64 { return o.total.frequency })
		switch {
		case total.any():
		case a.grown[as.threat.ID]:
			idle++
		default:
			notes = append(notes, Note{"threat " + source.Quote(as.threat.ID) + " cannot happen as modelled: no attacker is able to, and no accident leads there", as.threat.Pos})
		}
	}
	if idle > 0 {
		notes = append(notes, Note{fmt.Sprintf("of the threats that grew by patterns, %d cannot happen as modelled: no attacker stands where they begin, or can do what they take", idle), a.position("")})
	}
	return notes
}

// boundNotes names threats whose trees were too large for exact numbers.
func boundNotes(assessed []*assessment) []Note {
	var notes []Note
	for _, as := range assessed {
		if v := as.stated; v.inherent.total.atMost || v.current.total.atMost || v.projected.total.atMost {
			notes = append(notes, Note{"threat " + source.Quote(as.threat.ID) + " is too large to evaluate exactly: some of its numbers are upper bounds", as.threat.Pos})
		}
	}
	return notes
}

// lossNotes names threats, written ones, whose loss is not an amount of money.
func (a *analysis) lossNotes(assessed []*assessment) []Note {
	var notes []Note
	for _, as := range assessed {
		if about := a.scale.doubt(a.model, as.threat); about != "" && !a.grown[as.threat.ID] {
			notes = append(notes, Note{"threat " + source.Quote(as.threat.ID) + ": " + about, as.threat.Pos})
		}
	}
	return notes
}

// factNotes names implemented mitigations that the facts do not know of yet:
// they close a rule that still fails.
func (a *analysis) factNotes() []Note {
	var notes []Note
	for _, mt := range a.model.Mitigations {
		if !current(mt) {
			continue
		}
		for _, f := range a.stillFailing(mt.Closes) {
			notes = append(notes, Note{fmt.Sprintf("mitigation %s is implemented, yet %s still fails at %s: update the facts there", source.Quote(mt.ID), f.Rule, source.Quote(f.Element)), mt.Pos})
		}
	}
	return notes
}

// stillFailing are the failing results that references name, sorted by rule and element.
func (a *analysis) stillFailing(refs []model.RuleRef) []policies.Result {
	rules := map[string]bool{}
	for _, ref := range refs {
		rules[a.findings.id(ref.Rule)] = true
	}
	var list []policies.Result
	for _, rule := range sorted(rules) {
		for _, r := range a.findings.byRule[rule] {
			if r.Outcome == policies.Fail && a.findings.names(refs, r.Rule, r.Element) {
				list = append(list, r)
			}
		}
	}
	return list
}

// offNotes names steps that wait for a rule that nobody evaluated.
func (a *analysis) offNotes() []Note {
	var notes []Note
	for _, s := range a.model.Steps {
		for _, ref := range s.When {
			if a.results != nil && !a.findings.evaluated[a.findings.id(ref.Rule)] {
				notes = append(notes, Note{fmt.Sprintf("step %s waits for %s, which is switched off: its door counts as open", source.Quote(s.ID), ref.Rule), ref.Pos})
			}
		}
	}
	return notes
}

// waiverNotes names waivers that excuse nothing, or soon will not.
func waiverNotes(waivers []Waiver) []Note {
	var notes []Note
	for _, w := range waivers {
		switch w.State {
		case WaiverUnused:
			notes = append(notes, Note{fmt.Sprintf("the waiver of %s at %s excuses nothing: no such finding", w.Rule, w.At), w.Position})
		case WaiverExpiring:
			notes = append(notes, Note{fmt.Sprintf("the waiver of %s at %s ends on %s", w.Rule, w.At, w.Expires), w.Position})
		}
	}
	return notes
}
