package risk

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
)

// The outcomes that a Finding has.
const (
	OutcomeFail    = "fail"
	OutcomeUnknown = "unknown"
)

// judge writes into the register what the rules say, and what waivers make of it.
func (a *analysis) judge(r *Register, today model.Date) {
	failing, waiting := a.with(policies.Fail), a.with(policies.Unknown)
	waivers := a.waivers(append(slices.Clone(failing), waiting...), today)
	to := a.consequences()
	settled := func(rule, element string) bool {
		return waivers.excuse(rule, element) || a.closedToday(to.closed.of(rule, element))
	}
	r.Findings = append(a.found(fold(a.model, failing, settled), waiting, to), waivers.overdue()...)
	for i := range r.Findings {
		f := &r.Findings[i]
		f.Waived = waivers.excuse(f.Rule, f.Element)
		f.Risks = to.risks(f.Opens)
		if f.Rule == overdueRule {
			f.Category = a.ofFinding(overdueRule, f.Element)
		}
	}
	slices.SortStableFunc(r.Findings, func(x, y Finding) int {
		return first(x.Severity, y.Severity, x.Rule, y.Rule, x.Element, y.Element)
	})
	r.Rules = a.rules(r.Findings)
	r.Unknowns = a.unknowns(waiting)
	r.Waivers = waivers.public()
	r.Summary = a.summary()
	r.Summary.DefaultsShare = defaultsShare(r.Risks)
}

func (a *analysis) with(o policies.Outcome) []policies.Result {
	is := func(r policies.Result) bool { return r.Outcome == o }
	n := 0
	for _, r := range a.results {
		if is(r) {
			n++
		}
	}
	list := make([]policies.Result, 0, n)
	for _, r := range a.results {
		if is(r) {
			list = append(list, r)
		}
	}
	return list
}

// found are failing and waiting results as findings, in the order of the register.
// Results are sorted before findings are made of them: those are large.
func (a *analysis) found(failing []failure, waiting []policies.Result, to consequences) []Finding {
	for _, w := range waiting {
		failing = append(failing, failure{Result: w})
	}
	slices.SortFunc(failing, func(x, y failure) int {
		return first(a.catalogue[x.Rule].Severity, a.catalogue[y.Rule].Severity, x.Rule, y.Rule, x.Element, y.Element)
	})
	list := make([]Finding, len(failing))
	for i, f := range failing {
		list[i] = a.failed(f, to)
	}
	return list
}

// first compares findings: the graver first, then by rule and element.
func first(severity, other, rule, otherRule, element, otherElement string) int {
	return cmp.Or(cmp.Compare(gravity(other), gravity(severity)), strings.Compare(rule, otherRule), strings.Compare(element, otherElement))
}

// finding is one result with everything that a reader needs to act on it.
func (a *analysis) finding(result policies.Result, to consequences) Finding {
	rule := a.catalogue[result.Rule]
	f := Finding{
		Rule:        result.Rule,
		Family:      rule.Family,
		Title:       rule.Title,
		Outcome:     OutcomeFail,
		Element:     result.Element,
		Severity:    rule.Severity,
		Category:    a.ofFinding(rule.ID, result.Element),
		Message:     result.Message,
		Related:     result.Related,
		Opens:       to.opens.of(result.Rule, result.Element),
		ClosedBy:    to.closed.of(result.Rule, result.Element),
		Remediation: rule.Remediation,
		Preview:     rule.Status == "preview",
		Fingerprint: Fingerprint(result.Rule, result.Element),
		Position:    a.position(result.Element),
	}
	f.Closed = a.closedToday(f.ClosedBy)
	if result.Outcome == policies.Unknown {
		f.Outcome = OutcomeUnknown
		f.Missing, f.Related = missing(result)
	}
	return f
}

// closedToday reports whether one of the mitigations that close a finding is implemented.
func (a *analysis) closedToday(by []string) bool {
	return slices.ContainsFunc(by, func(id string) bool { return current(a.model.Mitigation(id)) })
}

// missing tells the facts that a result waits for from the other elements that
// they belong to.
func missing(r policies.Result) (facts, related []string) {
	related = slices.Clone(r.Related)
	for _, m := range r.Missing {
		fact, element := factOf(m, r.Element)
		facts = append(facts, fact)
		if element != r.Element {
			related = append(related, element)
		}
	}
	return unique(facts), unique(related)
}

// factOf splits what a rule waits for: a fact of its element, or fact@element.
func factOf(missing, element string) (fact, of string) {
	if fact, other, elsewhere := strings.Cut(missing, "@"); elsewhere {
		return fact, other
	}
	return missing, element
}

// failed is a failing result that speaks for its later look-alikes too.
func (a *analysis) failed(first failure, to consequences) Finding {
	f := a.finding(first.Result, to)
	if len(first.told) == 0 && !slices.Contains(f.Related, f.Element) {
		return f
	}
	f.Related = slices.Clone(f.Related)
	for _, r := range first.told {
		f.Related = append(f.Related, r.Element)
		f.Opens = append(f.Opens, to.opens.of(r.Rule, r.Element)...)
		f.Folded = append(f.Folded, KnownFinding{r.Rule, r.Element, OutcomeFail, a.catalogue[r.Rule].Severity})
	}
	f.Related = slices.DeleteFunc(unique(f.Related), func(id string) bool { return id == f.Element })
	f.Opens = unique(f.Opens)
	return f
}

// unique drops repetitions and keeps the order.
func unique(ids []string) []string {
	if len(ids) < 2 {
		return ids
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(ids, func(id string) bool {
		again := seen[id]
		seen[id] = true
		return again
	})
}

// position is where an element stands; what is about the whole model stands at its first line.
func (a *analysis) position(element string) source.Pos {
	if e, _, ok := a.model.Entity(element); ok {
		return e.Pos
	}
	return source.Pos{File: a.model.File, Line: 1, Column: 1}
}

// Fingerprint names a finding, by its rule and element, across versions of a file: lines do not matter.
func Fingerprint(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// summary says how much was evaluated.
func (a *analysis) summary() Summary {
	rules, elements, decided := map[string]bool{}, map[string]bool{}, 0
	for _, r := range a.results {
		rules[r.Rule], elements[r.Element] = true, true
		if r.Outcome != policies.Unknown {
			decided++
		}
	}
	s := Summary{RulesLoaded: len(a.findings.evaluated), RulesApplicable: len(rules), ElementsChecked: len(elements)}
	if len(a.results) > 0 {
		s.Completeness = float64(decided) / float64(len(a.results))
	}
	s.ThreatsGrown = len(a.grown)
	s.FactsStated, s.FactsMissing = a.knowledge.Stated, a.knowledge.Missing
	if asked := s.FactsStated + s.FactsMissing; asked > 0 {
		s.FactsKnown = float64(s.FactsStated) / float64(asked)
	}
	return s
}
