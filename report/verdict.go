package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/risk"
)

// Verdict writes a gate's answer about a register: a line for each thing that
// fails it, in the form file:line:col: severity RULE element: message, one for
// each fact that is not known and each waiver that needs a look, and the answer
// itself in the last line.
func Verdict(w io.Writer, r *risk.Register, j Judgement, o Options) error {
	p := &page{color: o.Color}
	l := newLookup(r)
	if s := resting(j); s != "" {
		p.line(0, span{s, yellow})
	}
	for _, f := range j.Verdict.Findings {
		p.line(0, findingLine(f, j.Verdict)...)
	}
	for _, row := range j.Verdict.Risks {
		p.line(0, verdictLine(row.Position, span{row.Severity, inkOf(row.Severity)}, "risk "+row.ID, l.inShort(row))...)
	}
	for i, row := range j.Verdict.Unfounded {
		if i == rowsShown {
			p.line(0, span{countOf(len(j.Verdict.Unfounded)-rowsShown, "further risk") + " of such numbers", dim})
			break
		}
		p.line(0, verdictLine(row.Position, span{row.Basis, alarm}, "risk "+row.ID, "its numbers rest on less than "+j.Gate.Basis)...)
	}
	for _, f := range j.Verdict.Soft {
		p.line(0, verdictLine(f.Position, span{"warning", yellow}, f.Rule+" "+f.Element, failing(f, j.Verdict))...)
	}
	for _, row := range j.Verdict.SoftRisks {
		p.line(0, verdictLine(row.Position, span{"warning", yellow}, "risk "+row.ID, l.inShort(row))...)
	}
	for _, line := range l.waitingFor(j.Verdict.Warnings) {
		p.line(0, span{line, dim})
	}
	for _, waiver := range l.Waivers {
		if word := waiverWord(waiver); word != "" {
			p.line(0, verdictLine(waiver.Position, span{"waiver", yellow}, waiver.Rule+" "+waiver.At, word)...)
		}
	}
	for _, altered := range j.Altered {
		p.line(0, span{alters, yellow}, span{": " + oneLine(altered), normal})
	}
	answer, i := l.answer(j)
	p.line(0, span{answer, i})
	return p.to(w)
}

// resting warns of a gate on money that rests on defaults.
func resting(j Judgement) string {
	onMoney := slices.ContainsFunc(j.Verdict.FailOn, func(c risk.Criterion) bool { return c.By == risk.ByLoss })
	n := 0
	for _, r := range j.Verdict.Risks {
		if r.DefaultsShare > 0 {
			n++
		}
	}
	if !onMoney || n == 0 {
		return ""
	}
	return fmt.Sprintf("the losses of %d of %s that fail rest on numbers that nobody here has stated", n, countOf(len(j.Verdict.Risks), "risk"))
}

// Answer is a gate's answer about a register in one line, without its end.
func Answer(r *risk.Register, j Judgement) string {
	answer, _ := newLookup(r).answer(j)
	return plain(answer)
}

func findingLine(f risk.Finding, v risk.Verdict) []span {
	return verdictLine(f.Position, span{f.Severity, inkOf(f.Severity)}, f.Rule+" "+f.Element, failing(f, v))
}

// failing says why a finding fails a gate.
func failing(f risk.Finding, v risk.Verdict) string {
	if f.Outcome != risk.OutcomeUnknown {
		return f.Message
	}
	missing := "not known: " + strings.TrimPrefix(f.Message, "Not stated: ")
	if slices.ContainsFunc(v.Vanished, func(g risk.Finding) bool { return g.Fingerprint == f.Fingerprint }) {
		missing += "; it was stated, and failed, when the baseline was made"
	}
	return missing
}

func verdictLine(at source.Pos, severity span, about, message string) []span {
	return []span{{at.String() + ": ", normal}, severity, {" " + oneLine(about) + ": " + clip(oneLine(message), 2*longest), normal}}
}

// waiverWord says what is the matter with a waiver, nothing when it does its work.
func waiverWord(w risk.Waiver) string {
	switch w.State {
	case risk.WaiverActive:
		return ""
	case risk.WaiverExpiring:
		return "ends on " + w.Expires
	case risk.WaiverExpired:
		return "expired on " + w.Expires + ", so its finding counts again"
	case risk.WaiverUnused:
		return "excuses nothing: no such finding"
	case risk.WaiverFuture:
		return "is not in force yet"
	}
	return w.State
}

// waitingFor says what is not known: a line for each fact that the findings
// miss, not for each finding, of which an imported model has hundreds.
func (l *lookup) waitingFor(findings []risk.Finding) []string {
	var lines []string
	for _, u := range l.missed(findings) {
		lines = append(lines, oneLine(fmt.Sprintf("not known: %s of %s (%s)", u.Fact, elements(u.Elements), some(u.Rules, namesShown))))
	}
	if more := len(lines) - rowsShown; more > 0 {
		lines = append(lines[:rowsShown], "not known: "+countOf(more, "further fact"))
	}
	return lines
}

// missed are the facts that findings wait for, the most urgent first.
func (l *lookup) missed(findings []risk.Finding) []risk.Unknown {
	missing := map[string]bool{}
	for _, f := range findings {
		for _, fact := range f.Missing {
			missing[factOf(fact)] = true
		}
	}
	return slices.DeleteFunc(l.byUrgency(), func(u risk.Unknown) bool { return !missing[u.Fact] })
}

// inShort is a risk in one line.
func (l *lookup) inShort(r risk.Risk) string {
	when := period(l.Model.Horizon)
	if r.IfTried {
		when = "if tried once"
	}
	return fmt.Sprintf("%s, %s: %s %s, %s", short(r.Title), by(r),
		atMost(risk.Percent(r.Likelihood.Current), r.AtMost), when, l.loss(r.ExpectedLoss.Current))
}

// answer is the gate's word and what it rests on.
func (l *lookup) answer(j Judgement) (string, ink) {
	v, g := j.Verdict, j.Gate
	if v.Empty {
		return "could not check: no rule applied and no threat has an attack tree; this is no pass" + j.origin(), alarm
	}
	word, i := "passed: nothing "+minded(v), green
	if !v.Passed {
		word, i = "failed: "+strings.Join(whyFailed(j), ", and "), alarm
	}
	s := fmt.Sprintf("check %s; %s", word, strings.Join(l.basis(v, g), ", "))
	return s + j.origin(), i
}

// whyFailed says what a gate failed for: what it minds, and what rests on too little.
func whyFailed(j Judgement) []string {
	var list []string
	if failed := failures(j.Verdict); len(failed) > 0 {
		list = append(list, enumerate(failed)+" "+minded(j.Verdict))
	}
	if n := len(j.Verdict.Unfounded); n > 0 {
		list = append(list, countOf(n, "risk")+" whose numbers rest on less than "+j.Gate.Basis)
	}
	return list
}

// alters begins the telling of what a change does to the gate that judges it.
const alters = "this change alters the gate"

// origin says whose policy counted, where it is not the model's own.
func (j Judgement) origin() string {
	if j.PolicyFrom == "" {
		return ""
	}
	from := "; policy of " + j.PolicyFrom
	if n := len(j.Altered); n > 0 {
		from += ", and " + alters + " (" + countOf(n, "thing") + ")"
	}
	return from
}

// minded says what fails a gate.
func minded(v risk.Verdict) string {
	if len(v.FailOn) == 1 && v.FailOn[0].By == risk.BySeverity {
		return "at or above " + v.FailOn[0].Word
	}
	return "of " + v.FailOn.String()
}

func failures(v risk.Verdict) []string {
	unknown := unanswered(v.Findings)
	var words []string
	for _, failed := range []struct {
		n    int
		noun string
	}{{len(v.Findings) - unknown, "finding"}, {unknown, "unknown answer"}, {len(v.Risks), "risk"}} {
		if failed.n > 0 {
			words = append(words, countOf(failed.n, failed.noun))
		}
	}
	return words
}

func unanswered(findings []risk.Finding) int {
	n := 0
	for _, f := range findings {
		if f.Outcome == risk.OutcomeUnknown {
			n++
		}
	}
	return n
}

// basis says what the gate looked at and what it let pass.
func (l *lookup) basis(v risk.Verdict, g risk.Gate) []string {
	words := []string{
		fmt.Sprintf("%d of %s applied to %s", l.Summary.RulesApplicable, countOf(l.Summary.RulesLoaded, "rule"), countOf(l.Summary.ElementsChecked, "element")),
		countOf(len(l.Risks), "risk") + " ranked",
	}
	if len(l.Unknowns) > 0 {
		words = append(words, l.ignorance(v, g))
	}
	if n := len(v.Waived); n > 0 {
		words = append(words, fmt.Sprintf("%d waived", n))
	}
	if n := len(v.Soft) + len(v.SoftRisks); n > 0 {
		words = append(words, fmt.Sprintf("%d to be warned of", n))
	}
	if n := len(v.Known) + len(v.Accepted); n > 0 {
		words = append(words, fmt.Sprintf("%d known from the baseline", n))
	}
	return words
}

// ignorance says how many facts are not known and how many of them the gate minds.
func (l *lookup) ignorance(v risk.Verdict, g risk.Gate) string {
	all := countOf(len(l.Unknowns), "fact") + " not known"
	if g.Unknown == risk.UnknownIgnore {
		return all + " (ignored)"
	}
	waiting := slices.Concat(v.Findings, v.Warnings, v.Known)
	waiting = slices.DeleteFunc(waiting, func(f risk.Finding) bool { return f.Outcome != risk.OutcomeUnknown })
	switch n := len(l.missed(waiting)); n {
	case len(l.Unknowns):
	case 0:
		all += ", none of them for rules " + minded(v)
	default:
		all += fmt.Sprintf(", %d of them for rules %s", n, minded(v))
	}
	if len(waiting) > 0 {
		all += " (" + countOf(len(waiting), "answer") + ")"
	}
	return all
}
