package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/risk"
)

const (
	toldWhole   = 3    // risks whose ways and cures are told
	alwaysShown = 10   // ranked rows that never fold
	foldBelow   = 0.01 // share of the rows' sum below which rows fold into "others"
	namesShown  = 6    // elements listed before the rest is counted
	rowsShown   = 15   // rows of a list that only helps to go on
)

// Text writes a register for people: the verdict, the ranking, how the worst
// would happen and what helps, then what the judgement rests on.
// Asked for groups, it tells those after the verdict and nothing else.
// Of a register that a gate has judged it writes the gate's answer alone.
func Text(w io.Writer, r *risk.Register, o Options) error {
	if o.Judged != nil {
		return Verdict(w, r, *o.Judged, o)
	}
	p := &page{color: o.Color}
	l := newLookup(r)
	l.opening(p)
	if o.Groups != "" {
		l.groups(p, r.Group(o.Groups))
		l.evaluated(p)
		return p.to(w)
	}
	l.ranking(p)
	l.worst(p)
	l.doors(p)
	l.gaps(p)
	l.totals(p)
	l.pardons(p)
	l.remarks(p)
	l.evaluated(p)
	return p.to(w)
}

func (l *lookup) opening(p *page) {
	title := l.Model.Title
	if title == "" {
		title = "Untitled model"
	}
	p.hang(0, 0, short(title), bold)
	p.hang(0, 0, l.units(), dim)
	p.blank()
	p.hang(0, 0, l.verdict(), l.mood())
	if !l.empty() {
		p.text(0, l.tally())
	}
}

// units says which file was read and in what its numbers are.
func (l *lookup) units() string {
	s := fmt.Sprintf("%s · chances within %s · losses in %s a year", short(l.Model.File), horizonWords(l.Model.Horizon), l.currency())
	if l.Model.Today != "" {
		s += " · waivers as of " + l.Model.Today
	}
	return s
}

// verdict is the answer in one sentence.
func (l *lookup) verdict() string {
	now, planned := l.System.WithoutDoubles.Current, l.System.WithoutDoubles.Projected
	switch {
	case l.empty():
		return "Nothing was evaluated: no rule applied and no threat has an attack tree. This is no pass."
	case len(l.Totals) == 0:
		return l.unranked()
	case len(l.Risks) == 0:
		return "No risk: nothing that this model describes can happen by anybody or by accident."
	}
	s := "Expect to lose " + atMost(l.loss(now), l.anyAtMost())
	if t := l.System.Tolerance; t != nil {
		s += " where " + money(*t) + " are tolerated"
		if now > *t {
			s = "Too much: " + within(s)
		}
	}
	if money(planned) != money(now) {
		s += "; what is planned brings it to " + money(planned) + l.afterPlan()
	}
	return s + "." + l.supposed()
}

// supposed says how much of the rows' sum nobody has said to be tried at all.
func (l *lookup) supposed() string {
	if l.System.IfTried.Current <= 0 {
		return ""
	}
	return " Of the risks' sum, " + l.loss(l.System.IfTried.Current) + " suppose one attempt each by attackers of whom no attempts are stated."
}

// unranked says why there is nothing to rank; only threats with an attack have totals.
func (l *lookup) unranked() string {
	found := countOf(len(l.fails()), "finding") + "."
	switch drafts := l.drafts(); drafts {
	case 0:
		return "No threats are described, so no risk could be ranked; " + found
	case 1:
		return "The only threat is a draft without an attack, so no risk could be ranked; " + found
	default:
		return fmt.Sprintf("All %d threats are drafts without an attack, so no risk could be ranked; %s", drafts, found)
	}
}

// drafts counts the threats without an attack. The register has a note of each and nothing else.
func (l *lookup) drafts() int {
	n := 0
	for _, note := range l.Notes {
		if strings.HasSuffix(note.Message, "has no attack yet: a draft, not ranked") {
			n++
		}
	}
	return n
}

func (l *lookup) afterPlan() string {
	t := l.System.Tolerance
	switch {
	case t == nil || l.System.WithoutDoubles.Current <= *t:
		return ""
	case l.System.WithoutDoubles.Projected <= *t:
		return ", which is tolerated"
	}
	return ", still too much"
}

func (l *lookup) empty() bool { return l.Summary.ElementsChecked == 0 && len(l.Totals) == 0 }

func (l *lookup) anyAtMost() bool {
	return l.System.AtMost || slices.ContainsFunc(l.Risks, func(r risk.Risk) bool { return r.AtMost })
}

func (l *lookup) mood() ink {
	over := l.System.Tolerance != nil && l.System.WithoutDoubles.Current > *l.System.Tolerance
	if over || l.empty() {
		return alarm
	}
	return bold
}

// tally says how much there is of everything, and what is worst.
func (l *lookup) tally() string {
	parts := []string{count(fmt.Sprint(len(l.Risks)), "risk") + listed(tally(severitiesOf(l.Risks)))}
	if fails := l.fails(); len(fails) > 0 {
		parts = append(parts, count(fmt.Sprint(len(fails)), "finding")+listed(tally(severitiesOfFindings(fails))))
	}
	if len(l.Unknowns) > 0 {
		parts = append(parts, countOf(len(l.Unknowns), "fact")+" not known")
	}
	s := strings.Join(parts, "; ") + "."
	if n := l.Summary.ThreatsGrown; n > 0 {
		s += fmt.Sprintf(" %s grew by patterns; %s of the numbers behind the risks are not the author's own.", countOf(n, "threat"), risk.Percent(l.Summary.DefaultsShare))
	}
	if len(l.Risks) > 0 {
		worst := l.Risks[0]
		s += " Worst: " + short(worst.Title) + ", " + by(worst) + "."
	}
	return s
}

func listed(parts []string) string {
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// fails are the findings that fail, that nobody waived and that nothing closes today.
func (l *lookup) fails() []risk.Finding {
	var fails []risk.Finding
	for _, f := range l.Findings {
		if f.Outcome == risk.OutcomeFail && !f.Waived && !f.Closed {
			fails = append(fails, f)
		}
	}
	return fails
}

// evaluated says what the judgement rests on: a report about nothing is no good news.
func (l *lookup) evaluated(p *page) {
	s := l.Summary
	p.head("EVALUATED", "")
	p.text(1, fmt.Sprintf("%d of %s applied, %s checked; the model answers %s of what they ask.",
		s.RulesApplicable, countOf(s.RulesLoaded, "rule"), countOf(s.ElementsChecked, "element"), risk.Percent(s.Completeness)))
	if asked := s.FactsStated + s.FactsMissing; asked > 0 {
		p.text(1, fmt.Sprintf("Completeness: %d of the %s that these rules rest on are stated, %s.", s.FactsStated, countOf(asked, "fact"), risk.Percent(s.FactsKnown)))
	}
}
