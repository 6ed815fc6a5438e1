package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

// allNeeded is the legend of an attack's story.
const allNeeded = "steps joined by + are all needed"

// worst tells the first few risks whole: how they happen, what opens the door,
// what to do first.
func (l *lookup) worst(p *page) {
	if len(l.Risks) == 0 {
		return
	}
	p.head("HOW THE WORST HAPPEN, AND WHAT TO DO FIRST", allNeeded)
	for i, r := range l.Risks[:min(toldWhole, len(l.Risks))] {
		if i > 0 {
			p.blank()
		}
		l.tell(p, r)
	}
}

func (l *lookup) tell(p *page, r risk.Risk) {
	p.hang(1, 4, fmt.Sprintf("%d. %s, %s", r.Rank, short(r.Title), by(r)), bold)
	p.label(4, "risk", r.ID)
	p.label(4, "now", l.now(r))
	p.label(4, "at most", l.whyAtMost(r))
	p.label(4, "defaults", l.resting(r))
	for _, way := range l.ways(r) {
		p.label(4, way.name, way.told)
	}
	p.label(4, "open door", some(l.openDoors(r), 4))
	for i, deed := range l.deeds(r) {
		p.label(4, firstOnly("do first", i), deed)
	}
}

func firstOnly(label string, i int) string {
	if i > 0 {
		return ""
	}
	return label
}

// now says a risk's numbers in words.
func (l *lookup) now(r risk.Risk) string {
	p := r.Likelihood.Current
	chance := atMost(risk.Percent(p), r.AtMost)
	s := fmt.Sprintf("%s %s (%s)", chance, period(l.Model.Horizon), model.ChancePhrase(p))
	if r.IfTried {
		s = fmt.Sprintf("%s if tried once (%s)", chance, model.ChancePhrase(p))
	} else if r.Frequency.Current > 0 {
		s += ", " + risk.Often(r.Frequency.Current, l.Model.Horizon)
	}
	s += "; " + l.loss(r.ExpectedLoss.Current)
	if r.LossFromScale {
		s += ", by the scale"
	}
	if money(r.ExpectedLoss.Projected) != money(r.ExpectedLoss.Current) {
		s += ", " + money(r.ExpectedLoss.Projected) + " after what is planned"
	}
	return sentence(s)
}

// whyAtMost names what leaves a number an upper end, and the other end.
func (l *lookup) whyAtMost(r risk.Risk) string {
	if !r.AtMost {
		return ""
	}
	if l.Redacted {
		return "The reason is left out with the attack paths."
	}
	var doors, chances []string
	for _, a := range r.Assumed {
		switch a.What {
		case "finding":
			doors = append(doors, short(a.Rule))
		case "probability":
			chances = append(chances, "“"+l.titles.of(a.Step)+"”")
		}
	}
	var why []string
	if doors = unique(doors); len(doors) > 0 {
		why = append(why, "it is not known whether "+some(doors, namesShown)+" would pass")
	}
	if chances = unique(chances); len(chances) > 0 {
		why = append(why, "no probability is stated for "+some(chances, 3))
	}
	if len(why) == 0 {
		return sentence("The numbers are upper bounds of an attack tree too large for exact limits")
	}
	closed := r.UnknownsClosed
	if len(doors) == 0 { // a chance that nobody stated has no other end
		return sentence(strings.Join(why, ", and "))
	}
	chance, loss := risk.Percent(closed.Likelihood.Current), l.loss(closed.ExpectedLoss.Current)
	if chance == risk.Percent(r.Likelihood.Current) && loss == l.loss(r.ExpectedLoss.Current) {
		return sentence(strings.Join(why, ", and ")) + " It hardly matters: if all the rules pass, the numbers read the same."
	}
	return sentence(strings.Join(why, ", and ")) + fmt.Sprintf(" If all the rules pass: %s, %s.", chance, loss)
}

// resting says how much of a risk's numbers are defaults, and on what those rest.
func (l *lookup) resting(r risk.Risk) string {
	if !slices.ContainsFunc(r.Assumed, func(a risk.Assumption) bool { return a.What == risk.AssumedDefault }) {
		return ""
	}
	weakest := "; the weakest are " + r.Basis + "."
	if r.Basis == risk.Unstated {
		weakest = "; some are stated nowhere."
	}
	told := risk.Percent(r.DefaultsShare) + " of the numbers behind it are not the author's own" + weakest
	if s := r.OverDefaults; s != nil {
		told += fmt.Sprintf(" Over the ranges of its defaults: %s to %s, rank %d to %d.", money(s.Low), l.loss(s.High), s.Best, s.Worst)
	}
	return told
}

// unique drops repetitions and keeps the order.
func unique(words []string) []string {
	var once []string
	for _, w := range words {
		if !slices.Contains(once, w) {
			once = append(once, w)
		}
	}
	return once
}

// way is one attack told under the name of what it is best at.
type way struct{ name, told string }

// ways tells the cheapest, the likeliest and the quickest attack, one that is
// best in several respects once.
func (l *lookup) ways(r risk.Risk) []way {
	if l.Redacted {
		return []way{{"how", "Attack paths are left out of this report."}}
	}
	if r.Cause == risk.ByAccident {
		return []way{{"how", "By itself; nobody needs to attack."}}
	}
	if r.OnlyAfter {
		return []way{{"how", "Only after an accident; nobody can plan it."}}
	}
	var told []way
	add := func(name string, a *risk.Attack, others ...*risk.Attack) {
		if a == nil || slices.ContainsFunc(others, func(o *risk.Attack) bool { return sameWay(a, o) }) {
			return
		}
		told = append(told, way{name, l.tellWay(*a)})
	}
	add("cheapest", r.CheapestAttack)
	add("likeliest", r.LikeliestAttack, r.CheapestAttack)
	add("quickest", r.QuickestAttack, r.CheapestAttack, r.LikeliestAttack)
	switch {
	case len(told) > 0:
		return told
	case r.Frequency.Current > 0:
		return []way{{"how", "There are too many attacks to search for the best."}}
	}
	return []way{{"how", "No attack is possible as things are."}}
}

func (l *lookup) tellWay(a risk.Attack) string {
	return l.titles.tell(a, l.currency())
}

// openDoors are the findings behind a risk's steps.
func (l *lookup) openDoors(r risk.Risk) []string {
	var doors []string
	for _, f := range l.Findings {
		if f.Outcome == risk.OutcomeFail && !f.Closed && slices.Contains(f.Risks, r.ID) {
			doors = append(doors, f.Rule+" at "+l.placed(f))
		}
	}
	return doors
}

// placed is a finding's element, and whether its being there is waived or
// closed today.
func (l *lookup) placed(f risk.Finding) string {
	switch {
	case f.Waived:
		return short(f.Element) + " (waived)"
	case f.Closed:
		return short(f.Element) + " (closed today)"
	}
	return short(f.Element)
}

// deeds are the mitigations that touch a risk and are not in place: planned
// ones first, then the cheaper.
func (l *lookup) deeds(r risk.Risk) []string {
	var open []risk.Mitigation
	for _, id := range r.Mitigations {
		if m, ok := l.mitigations[id]; ok && m.Status != model.Implemented {
			open = append(open, m)
		}
	}
	slices.SortStableFunc(open, func(a, b risk.Mitigation) int {
		return cmp.Or(strings.Compare(a.Status, b.Status), cmp.Compare(a.Once+a.Yearly, b.Once+b.Yearly))
	})
	var told []string
	for i, m := range open {
		if i == 4 {
			return append(told, fmt.Sprintf("and %d more", len(open)-i))
		}
		told = append(told, l.deed(m))
	}
	return told
}

func (l *lookup) deed(m risk.Mitigation) string {
	words := []string{m.Status}
	if m.Responsible != "" {
		words = append(words, short(m.Responsible))
	}
	if m.Once > 0 {
		words = append(words, money(m.Once)+" once")
	}
	if m.Yearly > 0 {
		words = append(words, money(m.Yearly)+" a year")
	}
	return short(m.Title) + " (" + strings.Join(words, ", ") + ")"
}
