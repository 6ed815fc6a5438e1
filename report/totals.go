package report

import (
	"fmt"

	"github.com/stormtree-dev/stormtree/risk"
)

// totals are the threats over all their causes, and the system over all threats.
func (l *lookup) totals(p *page) {
	if len(l.Totals) == 0 {
		return
	}
	g := grid{columns: []column{
		{head: "threat", breaks: true},
		{head: "how often"},
		{head: "chance", right: true},
		{head: "planned", right: true},
		{head: "loss", right: true},
		{head: "planned", right: true},
	}}
	for _, t := range l.Totals {
		chance := inTwoViews(t.Likelihood, t.UnknownsClosed.Likelihood, t.AtMost, risk.Percent)
		loss := inTwoViews(t.ExpectedLoss, t.UnknownsClosed.ExpectedLoss, t.AtMost, money)
		cells := []cell{{text: t.Title}, {text: atMost(risk.Often(t.Frequency.Current, l.Model.Horizon), t.AtMost)}}
		g.rows = append(g.rows, gridRow{cells: append(cells, inFourCells(chance, loss)...)})
	}
	p.head("THREATS", "every cause together; chances do not add up, so this is their exact union")
	g.on(p, 1)
	p.blank()
	p.text(1, l.sum())
}

// sum is the system's loss in a sentence.
func (l *lookup) sum() string {
	rows, whole := l.System.Rows, l.System.WithoutDoubles
	s := fmt.Sprintf("The rows add up to %s; without double counting %s",
		l.loss(rows.Current), atMost(change(money(whole.Current), money(whole.Projected)), l.System.AtMost))
	if t := l.System.Tolerance; t != nil {
		s += fmt.Sprintf(", against %s tolerated: %s", money(*t), l.toleranceWord())
	}
	return s + "."
}

func (l *lookup) toleranceWord() string {
	t := *l.System.Tolerance
	switch now, planned := l.System.WithoutDoubles.Current > t, l.System.WithoutDoubles.Projected > t; {
	case now && planned:
		return "exceeded, also after what is planned"
	case now:
		return "exceeded, until what is planned is done"
	}
	return "kept"
}
