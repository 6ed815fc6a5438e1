package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/risk"
)

// groups tells what belongs together: counts first, then each group.
func (l *lookup) groups(p *page, g risk.Grouping) {
	if len(g.Groups) == 0 {
		return
	}
	p.head("BY "+strings.ToUpper(g.By), "what has several words stands in several groups, so that they do not add up")
	t := grid{columns: []column{
		{head: g.By},
		{head: "findings", breaks: true},
		{head: "not known", right: true},
		{head: "risks", breaks: true},
		{head: "loss", right: true},
		{head: "planned", right: true},
	}}
	for _, one := range g.Groups {
		loss := inTwoViews(one.ExpectedLoss, one.Closed, one.AtMost, money)
		t.rows = append(t.rows, gridRow{cells: []cell{
			{text: l.groupName(g.By, one)},
			{text: counted(severitiesOfFindings(l.failing(one)))},
			{text: fmt.Sprint(one.Unknown)},
			{text: counted(severitiesOf(l.members(one)))},
			{text: loss.now, under: loss.nowLow, ink: bold},
			{text: loss.planned, under: loss.plannedLow},
		}})
	}
	t.on(p, 1)
	for _, one := range g.Groups {
		l.group(p, l.groupName(g.By, one), one)
	}
}

// counted is a number with its parts, "3 (1 critical, 2 high)".
func counted(severities []string) string {
	return fmt.Sprint(len(severities)) + listed(tally(severities))
}

// groupName is the word of a group, or whom it stands for.
func (l *lookup) groupName(by string, g risk.Group) string {
	switch {
	case g.Name != "":
		return short(g.Name)
	case by == "operator":
		return "operator not stated"
	}
	return "none of these"
}

// group lists the members of one group, worst first.
func (l *lookup) group(p *page, name string, g risk.Group) {
	t := grid{columns: []column{{head: "severity"}, {head: "risk or rule"}, {head: "what", breaks: true}, {head: "at or by", breaks: true}}}
	for _, r := range l.members(g) {
		t.rows = append(t.rows, gridRow{cells: []cell{
			{text: r.Severity, ink: inkOf(r.Severity)}, {text: fmt.Sprintf("risk %d", r.Rank)}, {text: r.Title}, {text: cause(r)},
		}})
	}
	for _, b := range l.joined(g) {
		t.rows = append(t.rows, gridRow{cells: []cell{
			{text: b.Severity, ink: inkOf(b.Severity)}, {text: b.Rule}, {text: b.name()}, {text: some(b.at, namesShown)},
		}})
	}
	if len(t.rows) == 0 {
		return
	}
	p.head(name, "")
	t.on(p, 1)
}

// members are the risks of a group.
func (l *lookup) members(g risk.Group) []risk.Risk {
	in := setOf(g.Risks)
	return slices.DeleteFunc(slices.Clone(l.Risks), func(r risk.Risk) bool { return !in[r.ID] })
}

// failing are the findings of a group, in the register's order.
func (l *lookup) failing(g risk.Group) []risk.Finding {
	in := setOf(g.Findings)
	return slices.DeleteFunc(l.fails(), func(f risk.Finding) bool { return !in[f.Rule+"@"+f.Element] })
}

func setOf(ids []string) map[string]bool {
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// joined are the findings of a group by rule.
func (l *lookup) joined(g risk.Group) []*breach {
	var list []*breach
	for _, f := range l.failing(g) {
		list = l.join(list, f)
	}
	return list
}

func (l *lookup) markdownGroups(d *document, g risk.Grouping) {
	s := section{
		title: "By " + g.By,
		gloss: "What has several words stands in several groups, so that they do not add up.",
		head:  []string{g.By, "findings", "not known", "risks", quote(l.currency()) + " a year"},
		right: []int{2},
	}
	for _, one := range g.Groups {
		s.lines = append(s.lines, tableRow(cellText(l.groupName(g.By, one)), quote(counted(severitiesOfFindings(l.failing(one)))),
			fmt.Sprint(one.Unknown), quote(counted(severitiesOf(l.members(one)))),
			arrow(inTwoViews(one.ExpectedLoss, one.Closed, one.AtMost, money))))
	}
	d.section(s)
	for _, one := range g.Groups {
		l.markdownGroup(d, cellText(l.groupName(g.By, one)), one)
	}
}

func (l *lookup) markdownGroup(d *document, name string, g risk.Group) {
	s := section{title: name, folded: true, head: []string{"severity", "risk or rule", "what", "at or by"}}
	for _, r := range l.members(g) {
		s.lines = append(s.lines, tableRow(quote(r.Severity), code(r.ID), cellText(r.Title), cellText(cause(r))))
	}
	for _, b := range l.joined(g) {
		s.lines = append(s.lines, tableRow(quote(b.Severity), code(b.Rule), cellText(b.name()), cellText(some(b.at, namesShown))))
	}
	d.section(s)
}
