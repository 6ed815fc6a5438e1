package report

import (
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/risk"
)

// breach is one rule that fails, at all its elements.
type breach struct {
	risk.Finding // the first one
	at           []string
	risks        []string
	closedBy     []string
}

// doors lists what fails: first what attack steps depend on, then the rest.
func (l *lookup) doors(p *page) {
	opening, other := l.breaches()
	if l.Redacted {
		l.breachTable(p, "FINDINGS", "which of them attacks go through is left out of this report", other)
		return
	}
	l.breachTable(p, "OPEN DOORS", "findings that attack steps go through; risks are named by their number", opening)
	l.breachTable(p, "OTHER FINDINGS", "no attack step of this model depends on them", other)
}

// breaches groups the failing findings by rule, in the register's order.
func (l *lookup) breaches() (opening, other []*breach) {
	for _, f := range l.Findings {
		if f.Outcome != risk.OutcomeFail {
			continue
		}
		list := &other
		if len(f.Opens) > 0 {
			list = &opening
		}
		*list = l.join(*list, f)
	}
	return opening, other
}

func (l *lookup) join(list []*breach, f risk.Finding) []*breach {
	at := slices.IndexFunc(list, func(b *breach) bool { return b.Rule == f.Rule })
	if at < 0 {
		at = len(list)
		list = append(list, &breach{Finding: f})
	}
	b := list[at]
	b.at = append(b.at, l.placed(f))
	b.risks = append(b.risks, f.Risks...)
	b.closedBy = unique(append(b.closedBy, f.ClosedBy...))
	return list
}

func (l *lookup) breachTable(p *page, head, gloss string, breaches []*breach) {
	if len(breaches) == 0 {
		return
	}
	g := grid{columns: []column{
		{head: "severity"},
		{head: "rule"},
		{head: "finding", breaks: true},
		{head: "at", breaks: true},
		{head: "risks"},
	}}
	for _, b := range breaches {
		g.rows = append(g.rows, gridRow{
			cells: []cell{
				{text: b.Severity, ink: inkOf(b.Severity)},
				{text: b.Rule},
				{text: b.name()},
				{text: some(b.at, namesShown)},
				{text: l.ranksOf(b.risks)},
			},
			below: l.cure(b),
		})
	}
	p.head(head, gloss)
	g.on(p, 1)
}

func (b *breach) name() string {
	title := b.Title
	if title == "" {
		title = b.Message
	}
	if b.Preview {
		title += " (preview)"
	}
	return title
}

// cure says what helps: a mitigation of the model, else the rule's own advice.
func (l *lookup) cure(b *breach) []string {
	var closers []string
	for _, id := range b.closedBy {
		m := l.mitigations[id]
		closers = append(closers, strings.TrimSpace(short(m.Title)+" ("+m.Status+")"))
	}
	if len(closers) > 0 {
		return []string{"→ closed by " + some(closers, 3)}
	}
	if b.Remediation == "" {
		return nil
	}
	return []string{"→ " + clip(oneLine(b.Remediation), 2*longest)}
}
