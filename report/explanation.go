package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

// Explanation writes for people why a risk is there, why it ranks where it
// does, what each of its steps rests on and what would change it most.
func Explanation(w io.Writer, e *risk.Explanation, o Options) error {
	p := &page{color: o.Color}
	x := newReasons(e)
	x.opening(p)
	x.place(p)
	x.happens(p)
	x.rests(p)
	x.change(p)
	return p.to(w)
}

// reasons is an explanation being written.
type reasons struct {
	*risk.Explanation
	*lookup
}

func newReasons(e *risk.Explanation) *reasons {
	steps := make([]risk.Step, len(e.Steps))
	for i, s := range e.Steps {
		steps[i] = s.Step
	}
	return &reasons{e, newLookup(&risk.Register{Model: e.Model, Risks: []risk.Risk{e.Risk}, Steps: steps})}
}

func (x *reasons) opening(p *page) {
	r := x.Risk
	p.hang(0, 0, short(r.Title)+", "+by(r), bold)
	p.line(0, span{r.ID + " · ", dim}, span{r.Severity, inkOf(r.Severity)},
		span{fmt.Sprintf(" · rank %d of %d · %s", r.Rank, x.Of, r.Position), dim})
	p.blank()
	p.text(0, x.now(r))
	p.text(0, x.arithmetic())
	if why := x.whyAtMost(r); why != "" {
		p.text(0, "At most, because "+within(why))
	}
	if r.DefaultsShare > 0 {
		told := x.resting(r)
		if told == "" {
			told = risk.Percent(r.DefaultsShare) + " of the numbers behind it are not the author's own."
		}
		p.text(0, told)
	}
}

// arithmetic shows where the yearly loss comes from.
func (x *reasons) arithmetic() string {
	r := x.Risk
	yearly := r.Frequency.Current
	if x.Explanation.Model.Horizon > 0 {
		yearly *= daysAYear / x.Explanation.Model.Horizon
	}
	return fmt.Sprintf("%s incidents a year × %s %s each: %s.",
		risk.Significant(yearly, 3), money(r.LossMean), x.currency(), x.loss(r.ExpectedLoss.Current))
}

// place shows the neighbours in the ranking.
func (x *reasons) place(p *page) {
	p.head("WHY THIS RANK", "by loss a year, then by chance")
	g := grid{columns: []column{{head: "#", right: true}, {head: "risk", breaks: true}, {head: "loss", right: true}, {head: "chance", right: true}}}
	row := func(rank int, id string, loss, chance float64, i ink) {
		g.rows = append(g.rows, gridRow{cells: []cell{{text: fmt.Sprint(rank)}, {text: id, ink: i}, {text: money(loss)}, {text: risk.Percent(chance)}}})
	}
	if n := x.Above; n != nil {
		row(n.Rank, n.ID, n.ExpectedLoss, n.Likelihood, normal)
	}
	row(x.Risk.Rank, x.Risk.ID, x.Risk.ExpectedLoss.Current, x.Risk.Likelihood.Current, bold)
	if n := x.Below; n != nil {
		row(n.Rank, n.ID, n.ExpectedLoss, n.Likelihood, normal)
	}
	g.on(p, 1)
}

func (x *reasons) happens(p *page) {
	if len(x.Ways) == 0 {
		p.head("HOW IT HAPPENS", "")
		for _, way := range x.lookup.ways(x.Risk) {
			p.text(1, way.told)
		}
		return
	}
	gloss := "every way, the likeliest first"
	switch all := x.WaysInAll.String(); all {
	case "", "0":
		gloss = "the likeliest; there are too many to count"
	case fmt.Sprint(len(x.Ways)):
	default:
		gloss = fmt.Sprintf("the likeliest %d of %s ways", len(x.Ways), all)
	}
	p.head("HOW IT HAPPENS", gloss+"; "+allNeeded)
	for i, a := range x.Ways {
		p.hang(1, 4, fmt.Sprintf("%d. %s", i+1, x.tellWay(a)), normal)
	}
}

// rests lists the steps with their chance and the doors and mitigations behind it.
func (x *reasons) rests(p *page) {
	if len(x.Steps) == 0 {
		return
	}
	g := grid{columns: []column{
		{head: "step", breaks: true},
		{head: "chance", right: true},
		{head: "planned", right: true},
		{head: "takes", breaks: true},
		{head: "door"},
		{head: "without it", right: true},
	}}
	for _, s := range x.Steps {
		chance := inTwoViews(s.Probability, s.Probability, !s.Stated, risk.Percent)
		g.rows = append(g.rows, gridRow{
			cells: []cell{
				{text: stepWords(s)},
				{text: chance.now},
				{text: chance.planned},
				{text: takes(s)},
				{text: s.Door},
				{text: money(s.Without)},
			},
			below: behind(s),
		})
	}
	p.head("WHAT IT RESTS ON", "steps of this cause in the order of the tree, and the loss if one could not happen")
	g.on(p, 1)
}

// stepWords are a step's title and, of luck, what kind it is.
func stepWords(s risk.StepReason) string {
	if s.Kind == model.Action {
		return short(s.Title)
	}
	return short(s.Title) + ": " + luckWords(s.Kind)
}

// takes is what an action takes of an attacker, nothing for luck.
func takes(s risk.StepReason) string {
	var words []string
	if s.Cost > 0 {
		words = append(words, money(s.Cost))
	}
	if s.Time > 0 {
		words = append(words, days(s.Time))
	}
	if s.Skill != "" {
		words = append(words, s.Skill)
	}
	return strings.Join(words, ", ")
}

// behind says what rules, mitigations and techniques have to do with a step, the
// elements at which a rule says the same in one line.
func behind(s risk.StepReason) []string {
	var lines []string
	for rest := s.Openings; len(rest) > 0; {
		n := 1
		for n < len(rest) && alike(rest[n], rest[0]) {
			n++
		}
		lines = append(lines, openings(rest[:n]))
		rest = rest[n:]
	}
	for _, m := range s.Mitigations {
		lines = append(lines, appliedWords(m))
	}
	for _, t := range s.Techniques {
		lines = append(lines, techniqueWords(t))
	}
	return lines
}

// techniqueWords are a technique's title and what is known to help against it.
func techniqueWords(t risk.StepTechnique) string {
	text := strings.TrimSpace(short(t.ID) + " " + short(t.Title))
	if m := t.Mitigations(); len(m) > 0 {
		text += "; known to help: " + strings.Join(m, ", ")
	}
	return text
}

func alike(a, b risk.Opening) bool {
	return a.Rule == b.Rule && a.Outcome == b.Outcome && a.Waived == b.Waived
}

// openings are what one rule says alike at some elements: "TEN-08 is not known
// at host-7, queue".
func openings(alike []risk.Opening) string {
	first := alike[0]
	text := first.Rule + " " + outcomeWords(first.Outcome)
	var at []string
	for _, o := range alike {
		if o.Element != "" {
			at = append(at, short(o.Element))
		}
	}
	if len(at) > 0 {
		text += " at " + some(at, namesShown)
	}
	if first.Waived {
		text += " (waived)"
	}
	if first.Outcome == risk.OutcomeFail && len(alike) == 1 && first.Message != "" {
		text += ": " + short(first.Message)
	}
	return text
}

func outcomeWords(outcome string) string {
	switch outcome {
	case risk.OutcomeFail:
		return "fails"
	case risk.OutcomePass:
		return "passes"
	case risk.OutcomeUnknown:
		return "is not known"
	}
	return "is " + outcome
}

// change lists what would move the risk, the greatest effect first.
func (x *reasons) change(p *page) {
	if len(x.Flips) == 0 {
		return
	}
	g := grid{columns: []column{
		{head: "if", breaks: true},
		{head: "loss", right: true},
		{head: "chance", right: true},
		{head: "severity"},
		{head: "rank", right: true},
	}}
	for _, f := range x.Flips[:min(rowsShown, len(x.Flips))] {
		g.rows = append(g.rows, gridRow{cells: []cell{
			{text: flipWords(f)},
			{text: money(f.ExpectedLoss)},
			{text: risk.Percent(f.Likelihood)},
			{text: f.Severity, ink: inkOf(f.Severity)},
			{text: fmt.Sprint(f.Rank)},
		}})
	}
	p.head("WHAT WOULD CHANGE IT", "one thing at a time, all else as it is")
	g.on(p, 1)
	if more := len(x.Flips) - rowsShown; more > 0 {
		p.text(1, fmt.Sprintf("and %d more that change less; JSON has them all", more))
	}
}

func flipWords(f risk.Flip) string {
	title := short(f.Title)
	switch f.Kind {
	case risk.FlipFinding:
		return fmt.Sprintf("%s passed: %s", f.ID, title)
	case risk.FlipUnknown:
		return fmt.Sprintf("%s turned out to pass: %s", f.ID, title)
	case risk.FlipProbability:
		return fmt.Sprintf("“%s” turned out impossible", title)
	case risk.FlipMitigation:
		return fmt.Sprintf("“%s” (%s) were in place", title, f.Status)
	}
	return f.ID + " " + title
}
