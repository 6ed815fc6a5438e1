package risk

import (
	"cmp"
	"slices"
	"strings"
)

// Axes are what Group can group by, in alphabetical order.
func Axes() []string { return []string{"cause", "fear", "linddun", "operator", "stride"} }

// Grouping is the findings and risks of a register by one axis of [Category].
type Grouping struct {
	By     string  `json:"by"`
	Groups []Group `json:"groups"` // greatest expected loss first, then most findings; what belongs to none is last
}

// Group is what belongs to one word of an axis. Whatever has several words
// stands in several groups, so groups do not add up to the whole.
type Group struct {
	Name         string   `json:"name"`          // "" : the axis has no word for these
	Findings     []string `json:"findings"`      // RULE@element of those that fail and that nothing waives or closes
	Unknown      int      `json:"unknown"`       // findings that wait for a fact
	Risks        []string `json:"risks"`         // ids, in rank order
	ExpectedLoss Views    `json:"expected_loss"` // the sum of the risks, a year
	AtMost       bool     `json:"at_most"`       // that of some risk is an upper end
	Closed       Views    `json:"unknowns_closed"`
}

// Group groups a register's findings and risks by one of Axes. It panics on any other word.
func (r *Register) Group(by string) Grouping {
	words := axis(by)
	groups := map[string]*Group{}
	at := func(c Category) []*Group { return groupsOf(groups, words(c)) }
	for _, f := range r.Findings {
		for _, g := range at(f.Category) {
			g.find(f)
		}
	}
	for _, row := range r.Risks {
		for _, g := range at(row.Category) {
			g.add(row)
		}
	}
	return Grouping{By: by, Groups: inOrder(groups)}
}

func axis(by string) func(Category) []string {
	switch by {
	case "cause":
		return func(c Category) []string { return c.Cause }
	case "fear":
		return func(c Category) []string { return c.Fear }
	case "linddun":
		return func(c Category) []string { return c.Linddun }
	case "operator":
		return func(c Category) []string { return c.Operator }
	case "stride":
		return func(c Category) []string { return c.Stride }
	}
	panic("group by " + by)
}

// groupsOf are the groups of some words, or the one without a word.
func groupsOf(groups map[string]*Group, words []string) []*Group {
	if len(words) == 0 {
		words = []string{""}
	}
	var list []*Group
	for _, w := range words {
		if groups[w] == nil {
			groups[w] = &Group{Name: w, Findings: []string{}, Risks: []string{}}
		}
		list = append(list, groups[w])
	}
	return list
}

// find counts a finding unless it is excused: waived, or closed today.
func (g *Group) find(f Finding) {
	switch {
	case f.Waived || f.Closed:
	case f.Outcome == OutcomeUnknown:
		g.Unknown++
	default:
		g.Findings = append(g.Findings, f.Rule+"@"+f.Element)
	}
}

func (g *Group) add(r Risk) {
	g.Risks = append(g.Risks, r.ID)
	g.ExpectedLoss = g.ExpectedLoss.plus(r.ExpectedLoss)
	g.Closed = g.Closed.plus(r.UnknownsClosed.ExpectedLoss)
	g.AtMost = g.AtMost || r.AtMost
}

// inOrder leaves out groups in which everything is excused.
func inOrder(groups map[string]*Group) []Group {
	list := []Group{}
	for _, g := range groups {
		if len(g.Findings)+g.Unknown+len(g.Risks) > 0 {
			list = append(list, *g)
		}
	}
	last := func(g Group) int {
		if g.Name == "" {
			return 1
		}
		return 0
	}
	slices.SortFunc(list, func(x, y Group) int {
		return cmp.Or(
			cmp.Compare(last(x), last(y)),
			cmp.Compare(y.ExpectedLoss.Current, x.ExpectedLoss.Current),
			cmp.Compare(len(y.Findings), len(x.Findings)),
			strings.Compare(x.Name, y.Name))
	})
	return list
}
