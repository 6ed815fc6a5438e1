package risk

import (
	"slices"

	"github.com/stormtree-dev/stormtree/model"
)

// naming is who names a rule, and at which element.
type naming struct{ who, element string }

// namings are the steps, or mitigations, that name each rule, in the model's order.
type namings map[string][]naming

func (n namings) add(f findings, who string, refs []model.RuleRef) {
	for _, ref := range refs {
		rule := f.id(ref.Rule)
		n[rule] = append(n[rule], naming{who, ref.Element})
	}
}

// of lists who names a rule everywhere or at the element.
func (n namings) of(rule, element string) []string {
	var ids []string
	for _, x := range n[rule] {
		if x.element == "" || x.element == element {
			ids = append(ids, x.who)
		}
	}
	return unique(ids)
}

// consequences are what findings lead to: the doors they open, the mitigations
// that close them, the risks that use such a door.
type consequences struct {
	opens, closed namings
	users         map[string][]int // risks, as places in rank order, by step
	ranked        []string
}

func (a *analysis) consequences() consequences {
	c := consequences{opens: namings{}, closed: namings{}, users: map[string][]int{}, ranked: a.ranked}
	for _, s := range a.model.Steps {
		c.opens.add(a.findings, s.ID, s.When)
	}
	for _, mt := range a.model.Mitigations {
		c.closed.add(a.findings, mt.ID, mt.Closes)
	}
	for i, id := range a.ranked {
		for step := range a.uses[id] {
			c.users[step] = append(c.users[step], i)
		}
	}
	return c
}

// risks lists the risks that could use one of the steps, in rank order.
func (c consequences) risks(steps []string) []string {
	var places []int
	for _, s := range steps {
		places = append(places, c.users[s]...)
	}
	slices.Sort(places)
	var ids []string
	for _, i := range slices.Compact(places) {
		ids = append(ids, c.ranked[i])
	}
	return ids
}
