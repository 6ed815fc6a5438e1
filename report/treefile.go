package report

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/stormtree-dev/stormtree/risk"
)

const (
	importancesShown = 20
	pointsShown      = 20 // of a front
	tinyChance       = 1e-3
)

// TreeFile writes the answer about the tree of a file for people who know its
// leaves by their names: how likely the top is and how sure that is, the best
// attacks, the minimal sets, what matters most, and what the answer took.
func TreeFile(w io.Writer, a *risk.Answer, o Options) error {
	p := &page{color: o.Color}
	f := leafwise{Answer: a, titles: titles(a.Titles)}
	f.opening(p)
	f.attacks(p)
	f.orders(p)
	f.sets(p)
	importance(p, a, f.titles)
	f.front(p)
	f.defences(p)
	f.closing(p)
	return p.to(w)
}

// leafwise is an answer being written, with the titles of its leaves.
type leafwise struct {
	*risk.Answer
	titles titles
}

func (f leafwise) opening(p *page) {
	p.hang(0, 0, short(cmp.Or(f.Title, f.Tree)), bold)
	p.hang(0, 0, fmt.Sprintf("top %s · %s under %s", short(f.Tree), leaves(f.Leaves), countOf(f.Gates, "gate")), dim)
	p.blank()
	switch {
	case f.Exact:
		p.hang(0, 0, fmt.Sprintf("The top has a probability of %s, exactly.", chance(*f.Probability)), bold)
	case f.Lacks.Probabilities:
		p.hang(0, 0, "The probability of the top is unknown, because not every leaf has one.", bold)
	case f.Bounds != nil:
		p.hang(0, 0, fmt.Sprintf("The top has a probability between %s and %s, certainly.", chance(f.Bounds[0]), chance(f.Bounds[1])), bold)
		p.text(0, "An exact answer is out of reach within the budget.")
	default:
		p.hang(0, 0, "An exact probability of the top is out of reach within the budget.", bold)
	}
	estimate(p, f.Answer)
}

// chance writes a probability: four digits, and percent where that helps.
func chance(x float64) string {
	text := strconv.FormatFloat(x, 'g', 4, 64)
	if x < tinyChance || x > 1-tinyChance {
		return text
	}
	return text + " (" + risk.Percent(x) + ")"
}

// estimate says what random samples found.
func estimate(p *page, a *risk.Answer) {
	if e := a.Estimate; e != nil {
		p.text(0, fmt.Sprintf("Estimated from %s random samples (seed %d): %s, between %s and %s in 95 of 100 such estimates.",
			grouped(strconv.Itoa(e.Samples)), e.Seed, chance(e.Probability), chance(e.Interval[0]), chance(e.Interval[1])))
	}
}

// grouped puts commas into a long number.
func grouped(digits string) string {
	if len(digits) > 60 {
		return digits[:1] + "." + digits[1:4] + "e" + strconv.Itoa(len(digits)-1)
	}
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}

func (f leafwise) attacks(p *page) {
	if f.Cheapest == nil && f.Likeliest == nil && f.Quickest == nil {
		return
	}
	p.head("THE BEST WAYS TO THE TOP", allNeeded)
	if f.Cheapest != nil {
		p.label(1, "cheapest", f.tell(*f.Cheapest))
	}
	if f.Likeliest != nil {
		told := "the same"
		if !sameWay(f.Cheapest, f.Likeliest) {
			told = f.tell(*f.Likeliest)
		}
		p.label(1, "likeliest", told)
	}
	if q := f.Quickest; q != nil {
		p.label(1, "quickest", fmt.Sprintf("%s. Takes %s.", f.titles.story(risk.Attack{Steps: q.Steps}), risk.Significant(q.Time, 4)))
	}
}

// tell is an attack in words with what is known of it.
func (f leafwise) tell(a risk.Attack) string {
	told := f.titles.story(a) + "."
	if !f.Lacks.Costs {
		told += " Costs " + money(a.Cost) + "."
	}
	if !a.Lacks.Times && a.Time > 0 {
		told += " Takes " + risk.Significant(a.Time, 4) + "."
	}
	if !f.Lacks.Probabilities {
		told += " Probability " + chance(a.Probability) + "."
	}
	return told
}

// orders is how many minimal sets there are of each size.
func (f leafwise) orders(p *page) {
	m := f.MinimalSets
	gloss := ""
	switch {
	case m.Count == "":
		return
	case m.MaxOrder > 0 && f.limited():
		gloss = fmt.Sprintf("%s of up to %s", grouped(string(m.Count)), leaves(m.MaxOrder))
	default:
		gloss = grouped(string(m.Count)) + " in all"
	}
	p.head("MINIMAL SETS", gloss+"; each is enough for the top")
	g := grid{columns: []column{{head: "leaves", right: true}, {head: "sets", right: true}}}
	for order, count := range m.ByOrder {
		if count.Sign() > 0 {
			g.rows = append(g.rows, gridRow{cells: []cell{{text: strconv.Itoa(order)}, {text: grouped(count.String())}}})
		}
	}
	g.on(p, 1)
	if m.MaxOrder > 0 && !f.limited() {
		p.text(1, fmt.Sprintf("larger ones are not counted by their size; --max-order goes beyond %d", m.MaxOrder))
	}
}

// limited reports whether larger sets were left out altogether: then those by
// order are all that were counted.
func (f leafwise) limited() bool { return f.MinimalSets.Limited }

// sets lists some minimal sets.
func (f leafwise) sets(p *page) {
	m := f.MinimalSets
	if len(m.Shown) == 0 {
		return
	}
	g := grid{columns: []column{{head: "probability", right: true}, {head: "cost", right: true}, {head: "set", breaks: true}}}
	for _, set := range m.Shown {
		words := make([]string, len(set.Steps))
		for i, id := range set.Steps {
			words[i] = f.titles.of(id)
		}
		row := []cell{{}, {}, {text: "{ " + strings.Join(words, ", ") + " }"}}
		if !f.Lacks.Probabilities {
			row[0].text = strconv.FormatFloat(set.Probability, 'g', 4, 64)
		}
		if !f.Lacks.Costs {
			row[1].text = money(set.Cost)
		}
		g.rows = append(g.rows, gridRow{cells: row})
	}
	p.head(strings.ToUpper(m.Best)+" SETS", extent(m))
	g.on(p, 1)
}

// extent says how many of the sets are shown.
func extent(m risk.MinimalSets) string {
	if n := strconv.Itoa(len(m.Shown)); string(m.Count) != n {
		return "the first " + n + "; --sets lists more"
	}
	return "all of them"
}

// importance lists the leaves that matter most.
func importance(p *page, a *risk.Answer, words titles) {
	if len(a.Importance) == 0 {
		return
	}
	g := grid{columns: []column{
		{head: "leaf", breaks: true},
		{head: "Fussell-Vesely", right: true},
		{head: "criticality", right: true},
		{head: "Birnbaum", right: true},
		{head: "if certain", right: true},
		{head: "if impossible", right: true},
	}}
	for _, i := range a.Importance[:min(importancesShown, len(a.Importance))] {
		g.rows = append(g.rows, gridRow{cells: []cell{
			{text: words.of(i.Leaf)},
			{text: four(i.FussellVesely)},
			{text: four(i.Criticality)},
			{text: four(i.Birnbaum)},
			{text: "× " + factor(float64(i.RiskAchievement))},
			{text: "÷ " + factor(float64(i.RiskReduction))},
		}})
	}
	p.head("WHAT MATTERS MOST", "what the probability of the top depends on, and its factor if a leaf were certain or impossible")
	g.on(p, 1)
	if more := len(a.Importance) - importancesShown; more > 0 {
		p.text(1, fmt.Sprintf("and %d more; JSON lists all", more))
	}
}

func four(x float64) string { return strconv.FormatFloat(x, 'g', 4, 64) }

func factor(x float64) string {
	if math.IsInf(x, 1) {
		return "∞"
	}
	return four(x)
}

// front is what an attacker can choose between.
func (f leafwise) front(p *page) {
	if len(f.Front) == 0 {
		return
	}
	g := grid{}
	for _, aim := range f.Aims {
		g.columns = append(g.columns, column{head: string(aim), right: true})
	}
	for _, point := range f.Front[:min(pointsShown, len(f.Front))] {
		var row []cell
		for i, x := range point {
			word := risk.Significant(x, 4)
			if i < len(f.Aims) && f.Aims[i] == risk.AimProbability {
				word = four(x)
			}
			row = append(row, cell{text: word})
		}
		g.rows = append(g.rows, gridRow{cells: row})
	}
	p.head("WHAT AN ATTACKER CHOOSES BETWEEN", "no attack is better in one without being worse in another")
	g.on(p, 1)
	if more := len(f.Front) - pointsShown; more > 0 {
		p.text(1, fmt.Sprintf("and %d more; JSON lists all", more))
	}
}

// defences are what defending costs, and what attacking costs then.
func (f leafwise) defences(p *page) {
	if len(f.DefenceFront) == 0 {
		return
	}
	g := grid{columns: []column{{head: "defences cost", right: true}, {head: "cheapest attack", right: true}}}
	for _, point := range f.DefenceFront[:min(pointsShown, len(f.DefenceFront))] {
		attack := "none"
		if !math.IsInf(float64(point[1]), 1) {
			attack = money(float64(point[1]))
		}
		g.rows = append(g.rows, gridRow{cells: []cell{{text: money(float64(point[0]))}, {text: attack}}})
	}
	p.head("WHAT DEFENCE BUYS", "the dearest that the cheapest attack can be made for that money")
	g.on(p, 1)
	if more := len(f.DefenceFront) - pointsShown; more > 0 {
		p.text(1, fmt.Sprintf("and %d more; JSON lists all", more))
	}
}

// closing says what the answer took, and what it lacks.
func (f leafwise) closing(p *page) {
	p.blank()
	if e := f.Engine; e != nil {
		told := "No decision diagram was needed"
		switch {
		case e.Nodes == 0 && len(f.OverBudget) > 0:
			told = "No decision diagram was within the budget"
		case e.Nodes > 0:
			told = fmt.Sprintf("Decision diagrams: %s; order of leaves: %s", count(grouped(strconv.Itoa(e.Nodes)), "node"), e.Order)
		}
		if e.Seconds > 0 {
			told += fmt.Sprintf("; %.3f seconds", e.Seconds)
		}
		p.hang(0, 2, told+".", dim)
	}
	if len(f.OverBudget) > 0 {
		p.text(0, "Over budget, and left out: "+strings.ReplaceAll(enumerate(f.OverBudget), "_", " ")+".")
	}
	for _, n := range f.Notes {
		p.hang(0, 2, "Note: "+n+".", dim)
	}
}

func leaves(n int) string {
	if n == 1 {
		return "1 leaf"
	}
	return grouped(strconv.Itoa(n)) + " leaves"
}
