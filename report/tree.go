package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

const (
	setsShown  = 10 // minimal sets that the text lists
	deepest    = 12 // levels of a tree that are indented further
	stepIndent = 2  // columns per level
)

// Tree writes the answer about one attack tree for people: the chance of one
// attempt, the best attacks, the tree itself with the numbers of its picture,
// the smallest sets of steps and what more money buys.
func Tree(w io.Writer, t *risk.Tree, o Options) error {
	p := &page{color: o.Color}
	a := arbor{Tree: t, titles: titles{}}
	if t.Root != nil {
		a.learn(t.Root)
	}
	a.opening(p)
	a.best(p)
	a.outline(p)
	a.sets(p)
	a.front(p)
	importance(p, &a.Answer, a.titles)
	estimate(p, &a.Answer)
	return p.to(w)
}

// arbor is a tree being written, with the titles of its steps.
type arbor struct {
	*risk.Tree
	titles titles
}

func (a *arbor) learn(b *risk.Branch) {
	if b.Step != "" && a.titles[b.Step] == "" {
		a.titles[b.Step] = b.Title
	}
	for _, c := range b.Children {
		a.learn(c)
	}
}

func (a *arbor) opening(p *page) {
	p.hang(0, 0, short(a.Title), bold)
	who := "somebody without limits"
	if a.Attacker != "" {
		who = short(cmp.Or(a.AttackerTitle, a.Attacker))
	}
	p.hang(0, 0, fmt.Sprintf("%s · one attempt by %s, accidents included", a.Threat, who), dim)
	p.blank()
	answer := a.Answer
	if chance := answer.Probability; chance != nil {
		word := ""
		if !answer.Exact {
			word = "at most "
		}
		p.hang(0, 0, fmt.Sprintf("It succeeds with %s%s (%s).", word, risk.Percent(*chance), model.ChancePhrase(*chance)), bold)
	}
	p.text(0, fmt.Sprintf("%s under %s%s.", countOf(answer.Leaves, "step"), countOf(answer.Gates, "gate"), a.enough()))
}

// enough counts the smallest sets of steps, where they could be counted.
func (a *arbor) enough() string {
	count := string(a.Answer.MinimalSets.Count)
	if count == "" || count == "0" {
		return ""
	}
	return "; smallest sets of steps that are enough: " + count
}

// best tells the cheapest, likeliest and quickest attack.
func (a *arbor) best(p *page) {
	p.head("THE BEST ATTACKS", "nobody plans with accidents; "+allNeeded)
	answer := a.Answer
	none := answer.Cheapest == nil && answer.Likeliest == nil && answer.Quickest == nil
	switch {
	case len(answer.OverBudget) > 0:
		p.text(1, "The tree is too large for some answers: "+strings.ReplaceAll(enumerate(answer.OverBudget), "_", " ")+".")
	case none:
		p.text(1, "There is none: it happens only after an accident, or not at all.")
	}
	if answer.Cheapest != nil {
		p.label(1, "cheapest", a.tell(*answer.Cheapest))
	}
	if answer.Likeliest != nil {
		told := "the same"
		if !sameWay(answer.Cheapest, answer.Likeliest) {
			told = a.tell(*answer.Likeliest)
		}
		p.label(1, "likeliest", told)
	}
	if q := answer.Quickest; q != nil {
		p.label(1, "quickest", fmt.Sprintf("%s. Takes %s.", a.titles.story(risk.Attack{Steps: q.Steps, Conditions: a.luck()}), days(q.Time)))
	}
}

func (a *arbor) tell(attack risk.Attack) string {
	if attack.Conditions == nil {
		attack.Conditions = a.luck()
	}
	currency := a.Currency
	if currency == risk.Points {
		currency = "" // losses are points then, costs are not
	}
	return a.titles.tell(attack, currency)
}

// luck are the steps of the tree that are conditions.
func (a *arbor) luck() []string {
	ids := []string{}
	var visit func(*risk.Branch)
	visit = func(b *risk.Branch) {
		if b.Kind == model.Condition {
			ids = append(ids, b.Step)
		}
		for _, c := range b.Children {
			visit(c)
		}
	}
	if a.Root != nil {
		visit(a.Root)
	}
	return ids
}

// outline is the tree as a nested list with the numbers of its picture.
func (a *arbor) outline(p *page) {
	if a.Root == nil {
		return
	}
	g := grid{columns: []column{
		{head: ""},
		{head: "no."},
		{head: "what", breaks: true},
		{head: "chance", right: true},
		{head: "planned", right: true},
		{head: "rests on", breaks: true},
	}}
	root := *a.Root
	if root.Title == "" {
		root.Title = a.Title
	}
	a.rows(&g, &root, 0)
	p.head("THE TREE", "chance per attempt; of conditions and accidents "+period(a.Horizon)+"; > lies on the cheapest attack")
	g.on(p, 1)
}

func (a *arbor) rows(g *grid, b *risk.Branch, depth int) {
	chance := inTwoViews(b.Probability, b.Probability, b.AtMost, risk.Percent)
	mark, look := "", normal
	switch {
	case b.Critical:
		mark, look = ">", bold
	case b.Shut:
		look = dim
	}
	g.rows = append(g.rows, gridRow{cells: []cell{
		{text: mark, ink: yellow},
		{text: b.Number},
		{text: branchWords(b), ink: look, indent: stepIndent * min(depth, deepest)},
		{text: chance.now, ink: look},
		{text: chance.planned},
		{text: restsOn(b), ink: dim},
	}})
	for _, c := range b.Children {
		a.rows(g, c, depth+1)
	}
}

// branchWords are a branch's title and, of a gate, what it takes.
func branchWords(b *risk.Branch) string {
	title := short(b.Title)
	words := gateWords(b)
	switch {
	case b.SeeNumber != "":
		words = "see " + b.SeeNumber
	case b.Kind == model.Condition, b.Kind == model.Accident:
		words = luckWords(b.Kind)
	}
	switch {
	case title == "":
		return words
	case words == "":
		return title
	}
	return title + ": " + words
}

// luckWords say of what kind a step is that nobody takes.
func luckWords(kind string) string {
	if kind == model.Accident {
		return "by accident"
	}
	return "if so"
}

// gateWords say how many of a gate's children it takes.
func gateWords(b *risk.Branch) string {
	switch b.Gate {
	case model.GateAny:
		return "ANY ONE is enough"
	case model.GateAll:
		return "ALL are needed"
	case model.GateSequence:
		return "IN THIS ORDER"
	case model.GateAtLeast:
		return fmt.Sprintf("ANY %d of %d", b.AtLeast, len(b.Children))
	}
	return ""
}

// restsOn names the rules behind a step's door and the mitigations on it.
func restsOn(b *risk.Branch) string {
	var words []string
	if len(b.Rules) > 0 {
		words = append(words, some(b.Rules, 3))
	}
	for _, m := range b.Mitigations {
		words = append(words, appliedWords(m))
	}
	if b.OutOfReach {
		words = append([]string{"out of reach"}, words...)
	}
	return some(words, 4)
}

// appliedWords say what a mitigation takes from a step: "Second factor −90% (planned)".
func appliedWords(m risk.Applied) string {
	effect := "makes it harder"
	switch {
	case m.Share >= 1:
		effect = "shuts it"
	case m.Share > 0:
		effect = "−" + risk.Percent(m.Share)
	}
	return fmt.Sprintf("%s %s (%s)", short(m.Title), effect, m.Status)
}

func (a *arbor) sets(p *page) {
	sets := a.Answer.MinimalSets
	if len(sets.Listed) == 0 {
		return
	}
	p.head("SMALLEST SETS", "each is enough; take one step from each to be safe")
	for _, set := range sets.Listed[:min(setsShown, len(sets.Listed))] {
		p.hang(1, 3, "{ "+strings.Join(a.inWords(set), ", ")+" }", normal)
	}
	if len(sets.Listed) > setsShown {
		p.text(1, fmt.Sprintf("and more, %s in all; JSON lists %d", sets.Count, len(sets.Listed)))
	}
}

func (a *arbor) inWords(ids []string) []string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = a.titles.of(id)
	}
	return words
}

// front is how the chance of the best attack grows with what it may cost.
func (a *arbor) front(p *page) {
	if len(a.Answer.Front) == 0 {
		return
	}
	g := grid{columns: []column{{head: "cost", right: true}, {head: "chance", right: true}}}
	for _, point := range a.Answer.Front {
		g.rows = append(g.rows, gridRow{cells: []cell{{text: money(point[0])}, {text: risk.Percent(point[1])}}})
	}
	p.head("WHAT MORE MONEY BUYS", "the best chance of a single attack at its cost")
	g.on(p, 1)
}
