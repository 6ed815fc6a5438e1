package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/risk"
)

// ranking is the table that answers which risks matter most, and for whom.
func (l *lookup) ranking(p *page) {
	if len(l.Risks) == 0 {
		return
	}
	g := grid{columns: []column{
		{head: "#", right: true},
		{head: "severity"},
		{head: "risk", breaks: true},
		{head: "chance", right: true},
		{head: "planned", right: true},
		{head: "loss", right: true},
		{head: "planned", right: true},
	}}
	shown, folded := l.folded()
	for _, r := range shown {
		g.rows = append(g.rows, gridRow{cells: rankingRow(r)})
	}
	if len(folded) > 0 {
		g.rows = append(g.rows, gridRow{cells: othersRow(folded)})
	}
	p.head("RISKS", l.rankingGloss())
	g.on(p, 1)
}

func (l *lookup) rankingGloss() string {
	s := "chance " + period(l.Model.Horizon) + ", loss a year, now and planned"
	if slices.ContainsFunc(l.Risks, func(r risk.Risk) bool { return r.AtMost }) {
		s += "; ≤ at most, ≥ if what is not known turns out well"
	}
	return s
}

func rankingRow(r risk.Risk) []cell {
	chance := inTwoViews(r.Likelihood, r.UnknownsClosed.Likelihood, r.AtMost, risk.Percent)
	loss := inTwoViews(r.ExpectedLoss, r.UnknownsClosed.ExpectedLoss, r.AtMost, money)
	return append([]cell{
		{text: fmt.Sprint(r.Rank)},
		{text: r.Severity, ink: inkOf(r.Severity)},
		{text: r.Title, under: strings.TrimSuffix(by(r)+", "+proviso(r), ", ")},
	}, inFourCells(chance, loss)...)
}

func inFourCells(chance, loss numbers) []cell {
	return []cell{
		{text: chance.now, under: chance.nowLow},
		{text: chance.planned, under: chance.plannedLow},
		{text: loss.now, under: loss.nowLow, ink: bold},
		{text: loss.planned, under: loss.plannedLow},
	}
}

// othersRow adds up the losses of folded rows; chances do not add.
func othersRow(rows []risk.Risk) []cell {
	var v, closed risk.Views
	upper := false
	for _, r := range rows {
		v.Current += r.ExpectedLoss.Current
		v.Projected += r.ExpectedLoss.Projected
		closed.Current += r.UnknownsClosed.ExpectedLoss.Current
		closed.Projected += r.UnknownsClosed.ExpectedLoss.Projected
		upper = upper || r.AtMost
	}
	others := countOf(len(rows), "other") + ", each under 1% of the sum"
	return append([]cell{{}, {}, {text: others, ink: dim}}, inFourCells(numbers{}, inTwoViews(v, closed, upper, money))...)
}

// folded splits the ranking: the first rows, those of at least 1 % of the sum
// and those that are high or critical are shown, the others fold.
func (l *lookup) folded() (shown, others []risk.Risk) {
	for i, r := range l.Risks {
		if i < alwaysShown || r.ExpectedLoss.Current >= foldBelow*l.System.Rows.Current || risk.AtLeast(r.Severity, risk.High) {
			shown = append(shown, r)
		} else {
			others = append(others, r)
		}
	}
	if len(others) == 1 {
		return l.Risks, nil
	}
	return shown, others
}
