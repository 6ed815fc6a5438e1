package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/risk"
)

// gaps lists per fact what the model does not state, and who waits for it.
func (l *lookup) gaps(p *page) {
	unstated := l.unstated()
	if len(l.Unknowns)+len(unstated) == 0 {
		return
	}
	p.head("NOT KNOWN", "what is not stated protects nobody; the facts behind the worst risks come first")
	g := grid{columns: []column{
		{head: "fact"},
		{head: "not stated for", breaks: true},
		{head: "rules that wait", breaks: true},
		{head: "risks"},
	}}
	facts := l.byUrgency()
	for _, u := range facts[:min(rowsShown, len(facts))] {
		g.rows = append(g.rows, gridRow{cells: []cell{
			{text: u.Fact}, {text: elements(u.Elements)}, {text: some(u.Rules, namesShown)}, {text: l.ranksOf(l.waiting[u.Fact])},
		}})
	}
	g.on(p, 1)
	if more := len(facts) - rowsShown; more > 0 {
		p.text(1, fmt.Sprintf("and %s more; JSON has them all", countOf(more, "fact")))
	}
	if len(unstated) > 0 {
		p.text(1, "No probability is stated for "+some(unstated, namesShown)+"; it counts as certain.")
	}
}

// elements counts names and lists the first.
func elements(names []string) string {
	if len(names) < 3 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%d: %s", len(names), some(names, namesShown))
}

// byUrgency sorts unknown facts by the worst risk that rests on them.
func (l *lookup) byUrgency() []risk.Unknown {
	urgency := func(u risk.Unknown) int {
		best := len(l.Risks) + 1
		for _, id := range l.waiting[u.Fact] {
			if rank := l.ranks[id]; rank > 0 {
				best = min(best, rank)
			}
		}
		return best
	}
	facts := slices.Clone(l.Unknowns)
	slices.SortStableFunc(facts, func(a, b risk.Unknown) int { return urgency(a) - urgency(b) })
	return facts
}

// unstated are the steps without a probability that some risk rests on.
func (l *lookup) unstated() []string {
	var steps []string
	seen := map[string]bool{}
	for _, r := range l.Risks {
		for _, a := range r.Assumed {
			if a.What == "probability" && !seen[a.Step] {
				seen[a.Step] = true
				steps = append(steps, "“"+l.titles.of(a.Step)+"”")
			}
		}
	}
	return steps
}
