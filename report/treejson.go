package report

import (
	"io"

	"github.com/stormtree-dev/stormtree/risk"
)

// TreeJSON writes the answer about one tree in its public form.
func TreeJSON(w io.Writer, a *risk.Answer) error { return encode(w, completeAnswer(a)) }

// TreesJSON writes the answers about several trees as a list, in their order.
func TreesJSON(w io.Writer, answers []*risk.Answer) error {
	all := make([]risk.Answer, len(answers))
	for i, a := range answers {
		all[i] = completeAnswer(a)
	}
	return encode(w, all)
}

// completeAnswer has empty lists where an answer has none.
func completeAnswer(answer *risk.Answer) risk.Answer {
	a := *answer
	a.MinimalSets.Listed = list(a.MinimalSets.Listed)
	for i, set := range a.MinimalSets.Listed {
		a.MinimalSets.Listed[i] = list(set)
	}
	a.Front = list(a.Front)
	a.Cheapest, a.Likeliest = completeAttack(a.Cheapest), completeAttack(a.Likeliest)
	if a.Quickest != nil {
		a.Quickest = &risk.TimedAttack{Steps: list(a.Quickest.Steps), Time: a.Quickest.Time}
	}
	return a
}
