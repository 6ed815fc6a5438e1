package diagram

import (
	"fmt"
	"strconv"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

// wrongHands is the data isolation failure of the smart-home example, by hand:
// named parts, a sequence, shared steps, every state of a defence.
func wrongHands() *risk.Tree {
	t := &risk.Tree{
		Threat: "data-isolation-failure", Title: "Readings of our customers end up in the wrong hands", Horizon: 365,
		Root: gate("", model.GateAll, 0.42,
			gate("Readings reach another party", model.GateAny, 0.72,
				gate("By accident", model.GateAny, 0.13,
					defended(leaf("wrong-permissions", "Somebody sets the wrong permissions", model.Accident, 0.04), 0.08, 0.04,
						risk.Applied{ID: "review-of-rights", Title: "Weekly review of permissions", Status: model.Implemented, Responsible: "customer", Share: 0.5}),
					defended(leaf("isolation-bug", "A bug mixes the rows of two tenants", model.Accident, 0.05), 0.05, 0,
						risk.Applied{ID: "row-policies", Title: "Row policies per tenant", Status: model.Planned, Responsible: "provider", Share: 1}),
					closed(leaf("drive-leaves-building", "A drive leaves the building unwiped", model.Accident, 0.01), "TEN-08")),
				gate("On purpose", model.GateAny, 0.68,
					leaf("read-disk", "Read the disk below the store", model.Action, 0.7),
					defended(leaf("copy-machine", "Peek into a virtual machine or copy it", model.Action, 0), 0.6, 0,
						risk.Applied{ID: "dual-approval", Title: "Our approval for privileged work at the provider", Status: model.Implemented, Responsible: "third-party", Share: 1}),
					leaf("read-foreign-topic", "Read another tenant's topic", model.Action, 0.3),
					gate("Take over one of our machines", model.GateSequence, 0.5,
						gate("Learn an operator's password", model.GateAny, 0.66,
							defended(leaf("phish-operator", "Phish an operator", model.Action, 0.15), 0.25, 0.15,
								risk.Applied{ID: "training", Title: "Training against phishing", Status: model.Implemented, Responsible: "customer", Share: 0.4}),
							marked(leaf("watch-colleague", "Watch a colleague type", model.Action, 0.6))),
						marked(leaf("log-in", "Log in as our operator", model.Action, 0.8))))),
			gate("Make sense of the data", model.GateAny, 0.86,
				marked(leaf("reader-has-rights", "Who gets the data may decrypt it too", model.Condition, 0.3)),
				leaf("use-stored-key", "Use the key that the provider keeps", model.Action, 0.8))),
	}
	t.Total.Likelihood.Current, t.Total.Frequency.Current = 0.161, 0.176
	number(t.Root)
	return t
}

// flood is a small tree with a threshold gate and no shared part.
func flood() *risk.Tree {
	t := &risk.Tree{
		Threat: "edge-flood", Title: "A flood at the edge leaves homes without service", Horizon: 365,
		Root: gate("", model.GateAll, 0.315,
			marked(leaf("rent-botnet", "Rent a botnet", model.Action, 0.9)),
			marked(leaf("no-limits", "Nothing limits a single sender", model.Condition, 1)),
			gate("Two kinds of flood at once", model.GateAtLeast, 0.35,
				marked(leaf("flood-connections", "Flood with connections", model.Action, 0.5)),
				marked(leaf("flood-messages", "Flood with messages", model.Action, 0.4)),
				leaf("hold-handshakes", "Hold handshakes half open", model.Action, 0.3))),
	}
	t.Root.Children[2].AtLeast = 2
	t.Total.Likelihood.Current, t.Total.Frequency.Current = 0.849, 1.89
	number(t.Root)
	return t
}

func leaf(id, title, kind string, p float64) *risk.Branch {
	return &risk.Branch{Step: id, Title: title, Kind: kind, Probability: risk.Views{Inherent: p, Current: p, Projected: p}}
}

func gate(title string, g model.Gate, p float64, children ...*risk.Branch) *risk.Branch {
	return &risk.Branch{Title: title, Gate: g, Probability: risk.Views{Inherent: p, Current: p, Projected: p}, Children: children}
}

func marked(b *risk.Branch) *risk.Branch { b.Critical = true; return b }

func closed(b *risk.Branch, rule string) *risk.Branch {
	b.Probability, b.Shut, b.Rules = risk.Views{}, true, []string{rule}
	return b
}

func defended(b *risk.Branch, inherent, projected float64, by ...risk.Applied) *risk.Branch {
	b.Probability.Inherent, b.Probability.Projected, b.Mitigations = inherent, projected, by
	return b
}

// number gives the branches their numbers by order, as package risk does.
func number(b *risk.Branch) {
	for i, c := range b.Children {
		c.Number = strconv.Itoa(i + 1)
		if b.Number != "" {
			c.Number = b.Number + "." + c.Number
		}
		number(c)
	}
}

// bushy is a tree of n steps, so many at each gate.
func bushy(n, width int) *risk.Tree {
	gates := []model.Gate{model.GateAny, model.GateAll, model.GateSequence}
	level := make([]*risk.Branch, n)
	for i := range level {
		level[i] = leaf(fmt.Sprintf("step-%d", i), fmt.Sprintf("Take step number %d on the way", i), model.Action, 0.1+float64(i%8)/10)
	}
	for depth := 0; len(level) > 1; depth++ {
		var above []*risk.Branch
		for i := 0; i < len(level); i += width {
			children := level[i:min(i+width, len(level))]
			above = append(above, gate(fmt.Sprintf("Branch %d of level %d", i/width, depth), gates[depth%len(gates)], 0.3, children...))
		}
		level = above
	}
	t := &risk.Tree{Threat: "bushy", Title: "Something large goes wrong", Root: level[0], Horizon: 365}
	t.Total.Likelihood.Current, t.Total.Frequency.Current = 0.3, 0.35
	number(t.Root)
	return t
}
