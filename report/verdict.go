package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/risk"
)

// Verdict writes a gate's answer about a register: a line for each thing that
// fails it, in the form file:line:col: severity RULE element: message, one for
// each fact that is not known, and the answer itself in the last line.
func Verdict(w io.Writer, r *risk.Register, v risk.Verdict, o Options) error {
	p := &page{color: o.Color}
	l := newLookup(r)
	for _, f := range v.Findings {
		p.line(0, findingLine(f)...)
	}
	for _, row := range v.Risks {
		p.line(0, verdictLine(row.Position, span{row.Severity, inkOf(row.Severity)}, "risk "+row.ID, l.inShort(row))...)
	}
	for _, line := range l.waitingFor(v.Warnings) {
		p.line(0, span{line, dim})
	}
	answer, i := l.answer(v)
	p.line(0, span{answer, i})
	return p.to(w)
}

func findingLine(f risk.Finding) []span {
	message := f.Message
	if f.Outcome == risk.OutcomeUnknown {
		message = "not known: " + message
	}
	return verdictLine(f.Position, span{f.Severity, inkOf(f.Severity)}, f.Rule+" "+f.Element, message)
}

func verdictLine(at source.Pos, severity span, about, message string) []span {
	return []span{{at.String() + ": ", normal}, severity, {" " + oneLine(about) + ": " + clip(oneLine(message), 2*longest), normal}}
}

// waitingFor says what is not known: a line for each fact that the findings
// miss, not for each finding, of which an imported model has hundreds.
func (l *lookup) waitingFor(findings []risk.Finding) []string {
	missing := map[string]bool{}
	for _, f := range findings {
		for _, fact := range f.Missing {
			missing[factOf(fact)] = true
		}
	}
	var lines []string
	for _, u := range l.byUrgency() {
		if missing[u.Fact] {
			lines = append(lines, oneLine(fmt.Sprintf("not known: %s of %s (%s)", u.Fact, elements(u.Elements), some(u.Rules, namesShown))))
		}
	}
	if more := len(lines) - rowsShown; more > 0 {
		lines = append(lines[:rowsShown], "not known: "+countOf(more, "further fact"))
	}
	return lines
}

// inShort is a risk in one line.
func (l *lookup) inShort(r risk.Risk) string {
	return fmt.Sprintf("%s, %s: %s %s, %s", short(r.Title), by(r),
		atMost(risk.Percent(r.Likelihood.Current), r.AtMost), period(l.Model.Horizon), l.loss(r.ExpectedLoss.Current))
}

// answer is the gate's word and what it rests on.
func (l *lookup) answer(v risk.Verdict) (string, ink) {
	if v.Empty {
		return "could not check: no rule applied and no threat has an attack tree; this is no pass", alarm
	}
	word, i := "passed: nothing", green
	if !v.Passed {
		word, i = "failed: "+enumerate(failures(v)), alarm
	}
	s := fmt.Sprintf("check %s at or above %s; %s", word, v.FailOn, strings.Join(l.basis(v), ", "))
	return s, i
}

func failures(v risk.Verdict) []string {
	var words []string
	if n := len(v.Findings); n > 0 {
		words = append(words, countOf(n, "finding"))
	}
	if n := len(v.Risks); n > 0 {
		words = append(words, countOf(n, "risk"))
	}
	return words
}

// basis says what the gate looked at and what it let pass.
func (l *lookup) basis(v risk.Verdict) []string {
	words := []string{
		fmt.Sprintf("%d of %s applied to %s", l.Summary.RulesApplicable, countOf(l.Summary.RulesLoaded, "rule"), countOf(l.Summary.ElementsChecked, "element")),
		countOf(len(l.Risks), "risk") + " ranked",
	}
	if n := len(v.Warnings); n > 0 {
		words = append(words, countOf(n, "answer")+" not known")
	}
	if n := len(v.Waived); n > 0 {
		words = append(words, fmt.Sprintf("%d waived", n))
	}
	return words
}
