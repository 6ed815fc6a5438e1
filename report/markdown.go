package report

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/stormtree-dev/stormtree/risk"
)

const (
	commentLimit = 65000 // bytes: what a comment on a pull request may hold
	footRoom     = 700   // of them, for the last lines
	cellLimit    = 100   // columns of an author's text in a table
)

// Markdown writes a register as a comment for a pull request: at most 65,000
// bytes, tables cut where they would not fit, and nothing from the model that
// Markdown, HTML or a mention would act on.
func Markdown(w io.Writer, r *risk.Register, o Options) error {
	l := newLookup(r)
	d := &document{room: commentLimit - footRoom}
	l.markdownOpening(d, o)
	if o.Judged != nil {
		l.markdownGate(d, o.Judged)
	}
	if o.Groups != "" {
		l.markdownGroups(d, r.Group(o.Groups))
	} else {
		l.markdownWhole(d)
	}
	d.room += footRoom
	l.markdownFoot(d, o)
	_, err := io.WriteString(w, d.out.String())
	return err
}

func (l *lookup) markdownWhole(d *document) {
	l.markdownRisks(d)
	l.markdownWorst(d)
	l.markdownFindings(d)
	l.markdownGaps(d)
	l.markdownTotals(d)
	l.markdownWaivers(d)
}

// document is Markdown with a limit: blocks that do not fit are left out whole.
type document struct {
	out  strings.Builder
	room int
}

// block writes text if there is room for it.
func (d *document) block(text string) bool {
	if len(text) > d.room {
		return false
	}
	d.out.WriteString(text)
	d.room -= len(text)
	return true
}

// section is a heading with lines under it, folded away if asked for. What does
// not fit is counted.
type section struct {
	title  string
	gloss  string // a sentence under the title; "" is none
	folded bool
	head   []string // of a table; none: the lines are blocks
	right  []int    // columns of numbers
	lines  []string
}

func (d *document) section(s section) {
	if len(s.lines) == 0 {
		return
	}
	start, end := s.frame()
	const rest = 120 // for the line that counts what is left out
	if len(start)+len(end)+len(s.lines[0])+rest > d.room {
		d.block("\n*" + s.title + " did not fit; the text report has them.*\n")
		return
	}
	d.block(start)
	d.room -= len(end) + rest
	n := 0
	for n < len(s.lines) && d.block(s.lines[n]) {
		n++
	}
	d.room += len(end) + rest
	d.block(end)
	if left := len(s.lines) - n; left > 0 {
		d.block(fmt.Sprintf("\n*and %d more that did not fit; the text report has them.*\n", left))
	}
}

func (s section) frame() (start, end string) {
	if s.folded {
		start, end = "\n<details><summary>"+s.title+"</summary>\n\n", "\n</details>\n"
	} else {
		start = "\n### " + s.title + "\n\n"
	}
	if s.gloss != "" {
		start += quote(s.gloss) + "\n\n"
	}
	if len(s.head) == 0 {
		return start, end
	}
	start += "| " + strings.Join(s.head, " | ") + " |\n|"
	for i := range s.head {
		rule := " --- |"
		for _, right := range s.right {
			if right == i {
				rule = " ---: |"
			}
		}
		start += rule
	}
	return start + "\n", end
}

// tableRow is one row of cells that are Markdown already.
func tableRow(cells ...string) string { return "| " + strings.Join(cells, " | ") + " |\n" }

func (l *lookup) markdownOpening(d *document, o Options) {
	title := l.Model.Title
	if title == "" {
		title = "Untitled model"
	}
	if j := o.Judged; j != nil {
		answer, _ := l.answer(*j)
		d.block("**" + quote(sentence(answer)) + "**\n\n")
	}
	d.block("## Threat model: " + quote(short(title)) + "\n\n")
	d.block("**" + quote(l.verdict()) + "**\n")
	if !l.empty() {
		d.block("\n" + quote(l.tally()) + "\n")
	}
}

// markdownGate lists what fails a gate, then what it warns of.
func (l *lookup) markdownGate(d *document, j *Judgement) {
	v := j.Verdict
	altered := section{title: "This change alters the gate"}
	for _, a := range j.Altered {
		altered.lines = append(altered.lines, "- "+quote(clip(oneLine(a), 2*longest))+"\n")
	}
	d.section(altered)
	row := func(severity, id, about, file string, line int) string {
		return tableRow(quote(severity), code(id), quote(clip(oneLine(about), 2*longest)), quote(fmt.Sprintf("%s:%d", clip(oneLine(file), cellLimit), line)))
	}
	rows := func(findings []risk.Finding, risks []risk.Risk) (lines []string) {
		for _, f := range findings {
			lines = append(lines, row(f.Severity, f.Rule, strings.TrimPrefix(l.told(f, j), f.Rule+" "), f.Position.File, f.Position.Line))
		}
		for _, r := range risks {
			lines = append(lines, row(r.Severity, r.ID, l.inShort(r), r.Position.File, r.Position.Line))
		}
		return lines
	}
	head := []string{"severity", "rule or risk", "what", "where"}
	d.section(section{title: "What fails the check", head: head, lines: rows(v.Findings, v.Risks)})
	d.section(section{title: "To be warned of", folded: true, head: head, lines: rows(v.Soft, v.SoftRisks)})
}

func (l *lookup) markdownRisks(d *document) {
	s := section{
		title: "Risks, worst first",
		head:  []string{"#", "severity", "risk", "by", "chance " + period(l.Model.Horizon), quote(l.currency()) + " a year"},
		right: []int{0},
	}
	shown, folded := l.folded()
	for _, r := range shown {
		s.lines = append(s.lines, tableRow(fmt.Sprint(r.Rank), quote(r.Severity), cellText(r.Title), cellText(strings.TrimSuffix(cause(r)+"; "+proviso(r), "; ")),
			arrow(inTwoViews(r.Likelihood, r.UnknownsClosed.Likelihood, r.AtMost, risk.Percent)),
			arrow(inTwoViews(r.ExpectedLoss, r.UnknownsClosed.ExpectedLoss, r.AtMost, money))))
	}
	if len(folded) > 0 {
		s.lines = append(s.lines, tableRow("", "", countOf(len(folded), "other"), "", "", "each under 1% of the sum"))
	}
	d.section(s)
}

// arrow writes a measure now and after what is planned, with the lower end in brackets.
func arrow(n numbers) string {
	text := bracketed(n.now, n.nowLow)
	if n.planned != "" {
		text += " → " + bracketed(n.planned, n.plannedLow)
	}
	return text
}

func bracketed(high, low string) string {
	if low == "" {
		return quote(high)
	}
	return quote(high + " (" + low + ")")
}

func (l *lookup) markdownWorst(d *document) {
	s := section{title: "How the worst happen, and what to do first", gloss: sentence(allNeeded)}
	for _, r := range l.Risks[:min(toldWhole, len(l.Risks))] {
		s.lines = append(s.lines, l.markdownTold(r))
	}
	d.section(s)
}

func (l *lookup) markdownTold(r risk.Risk) string {
	var b strings.Builder
	fmt.Fprintf(&b, "**%d. %s, %s** (%s)\n\n", r.Rank, quote(short(r.Title)), quote(by(r)), code(r.ID))
	item := func(label, text string) {
		if text != "" {
			fmt.Fprintf(&b, "- *%s:* %s\n", label, quote(text))
		}
	}
	item("now", l.now(r))
	item("at most", l.whyAtMost(r))
	item("defaults", l.resting(r))
	for _, way := range l.ways(r) {
		item(way.name, way.told)
	}
	item("open doors", some(l.openDoors(r), 4))
	item("do first", strings.Join(l.deeds(r), " · "))
	b.WriteString("\n")
	return b.String()
}

func (l *lookup) markdownFindings(d *document) {
	opening, other := l.breaches()
	head := []string{"severity", "rule", "finding", "at", "risks", "what to do"}
	if l.Redacted {
		d.section(section{title: "Findings", head: head, lines: l.breachRows(other)})
		return
	}
	d.section(section{title: "Open doors: findings that attack steps go through", head: head, lines: l.breachRows(opening)})
	d.section(section{title: "Other findings", folded: true, head: head, lines: l.breachRows(other)})
}

func (l *lookup) breachRows(breaches []*breach) []string {
	var rows []string
	for _, b := range breaches {
		rows = append(rows, tableRow(quote(b.Severity), code(b.Rule), cellText(b.name()), cellText(some(b.at, namesShown)), l.ranksOf(b.risks), l.markdownCure(b)))
	}
	return rows
}

// markdownCure is the cure without the text report's arrow, as long as in the text report.
func (l *lookup) markdownCure(b *breach) string {
	return quote(strings.TrimPrefix(strings.Join(l.cure(b), " "), "→ "))
}

func (l *lookup) markdownWaivers(d *document) {
	s := section{title: countOf(len(l.Waivers), "waiver"), folded: true, head: []string{"state", "rule", "at", "expires", "owner", "reason"}}
	for _, w := range l.Waivers {
		s.lines = append(s.lines, tableRow(quote(w.State), code(w.Rule), cellText(w.At), quote(w.Expires), cellText(w.Owner), quote(clip(oneLine(w.Reason), 2*longest))))
	}
	d.section(s)
}

func (l *lookup) markdownGaps(d *document) {
	s := section{title: countOf(len(l.Unknowns), "fact") + " not known", folded: true, head: []string{"fact", "not stated for", "rules that wait", "risks"}}
	for _, u := range l.byUrgency() {
		s.lines = append(s.lines, tableRow(code(u.Fact), cellText(elements(u.Elements)), cellText(some(u.Rules, namesShown)), l.ranksOf(l.waiting[u.Fact])))
	}
	d.section(s)
}

func (l *lookup) markdownTotals(d *document) {
	s := section{title: "Per threat, every cause together", folded: true, head: []string{"threat", "how often", "chance " + period(l.Model.Horizon), quote(l.currency()) + " a year"}}
	for _, t := range l.Totals {
		s.lines = append(s.lines, tableRow(cellText(t.Title), atMost(risk.Often(t.Frequency.Current, l.Model.Horizon), t.AtMost),
			arrow(inTwoViews(t.Likelihood, t.UnknownsClosed.Likelihood, t.AtMost, risk.Percent)),
			arrow(inTwoViews(t.ExpectedLoss, t.UnknownsClosed.ExpectedLoss, t.AtMost, money))))
	}
	d.section(s)
}

func (l *lookup) markdownFoot(d *document, o Options) {
	if len(l.Totals) > 0 && o.Groups == "" {
		d.block("\n" + quote(l.sum()) + "\n")
	}
	s := l.Summary
	d.block(fmt.Sprintf("\n<sub>%d of %s applied, %s checked, %s of what they ask is answered · %s · stormtree %s</sub>\n",
		s.RulesApplicable, countOf(s.RulesLoaded, "rule"), countOf(s.ElementsChecked, "element"),
		risk.Percent(s.Completeness), quote(clip(oneLine(l.Model.File), cellLimit)), quote(o.Version)))
}

// cellText is an author's text in a table.
func cellText(s string) string { return quote(clip(oneLine(s), cellLimit)) }

// breaker is a zero-width space: it stops Markdown from turning what follows a
// mark into a link or a mention, and shows nothing.
const breaker = "&#8203;"

// quote makes text mean itself in Markdown: no formatting, no HTML, no table
// cells, no mentions, no references, no links and no formulas.
func quote(s string) string {
	s = oneLine(s)
	var b strings.Builder
	for i, r := range s {
		switch r {
		case '\\', '`', '*', '_', '[', ']', '|', '~':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '&':
			b.WriteString("&amp;")
		case '$':
			b.WriteString("<span>$</span>")
		case '@', '#':
			b.WriteRune(r)
			b.WriteString(breaker)
		case ':', '.':
			b.WriteRune(r)
			if linkAhead(s[:i], s[i:]) {
				b.WriteString(breaker)
			}
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// linkAhead reports whether a colon or a dot would make its surroundings a link.
func linkAhead(before, after string) bool {
	return strings.HasPrefix(after, "://") || strings.HasPrefix(after, ".") && strings.HasSuffix(strings.ToLower(before), "www")
}

// code is an id as code; what no id can hold makes it quoted text.
func code(id string) string {
	odd := func(r rune) bool {
		return !(r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_@./:", r)))
	}
	if id == "" || strings.ContainsFunc(id, odd) {
		return quote(clip(oneLine(id), cellLimit))
	}
	return "`" + clip(id, cellLimit) + "`"
}
