package attacktree_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// The language of testdata/*.tree, one statement a line, # for comments:
//
//	tree  NAME = any(a, all(b, sequence(c, d)), at_least(2, e, f, g))
//	part  NAME = …          a gate that stands in several places
//	leaf  NAME p=0.2 cost=30 time=5 skill=2 kind=action|condition|accident
//	actor NAME budget=20 time=3 attempts=0.1 cannot={a b}
//	want  p=0.36 sets={a} {b c} front=(5,0.2) (30,0.3)
//	want  ACTOR frequency=0.015 likelihood=0.0148 cheapest={a b} cost=5 quickest=none
//	want  campaign accident=0.04 likelihood=0.0536
//
// A new tree begins a new case. What is not said is 1 for p and attempts once,
// nothing for cost, time and skill, and no limit. A want without a name asks
// for somebody without limits. A number is wanted to the digits written.

// want is one expectation: who ("", "campaign" or an actor), what, and its value as text.
type want struct {
	line           int
	who, key, text string
}

type reader struct {
	*sample
	wants []want
	texts map[string]string // parts
	known map[string]*place
}

var assignment = regexp.MustCompile(`\b([a-z]+)=`)

// readCases reads a file of cases.
func readCases(t *testing.T, file string) (cases []*reader) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var roots []string
	for i, line := range strings.Split(string(text), "\n") {
		line, _, _ = strings.Cut(line, "#")
		verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		rest = strings.TrimSpace(rest)
		name, expression, _ := strings.Cut(rest, " = ")
		if verb == "tree" {
			cases = append(cases, &reader{sample: &sample{name: name}, texts: map[string]string{}, known: map[string]*place{}})
			roots = append(roots, expression)
			continue
		}
		if verb == "" {
			continue
		}
		if len(cases) == 0 {
			t.Fatalf("%s:%d: a case begins with a tree", file, i+1)
		}
		if err := cases[len(cases)-1].statement(i+1, verb, rest); err != nil {
			t.Fatalf("%s:%d: %v", file, i+1, err)
		}
	}
	for i, c := range cases {
		if c.root, err = c.place(roots[i]); err != nil {
			t.Fatalf("%s: %s: %v", file, c.name, err)
		}
	}
	return cases
}

func (r *reader) statement(line int, verb, rest string) error {
	first, _, _ := strings.Cut(rest, " ")
	switch verb {
	case "part":
		name, expression, _ := strings.Cut(rest, " = ")
		r.texts[name] = expression
		return nil
	case "leaf":
		return r.leaf(first, settings(rest))
	case "actor":
		return r.actor(first, settings(rest))
	case "want":
		if strings.Contains(first, "=") {
			first = ""
		}
		for _, s := range settings(rest) {
			r.wants = append(r.wants, want{line, first, s[0], s[1]})
		}
		return nil
	}
	return fmt.Errorf("unknown word %q", verb)
}

// settings splits "a=1 b={c d}" at its keys.
func settings(text string) (list [][2]string) {
	at := assignment.FindAllStringSubmatchIndex(text, -1)
	for i, m := range at {
		end := len(text)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		list = append(list, [2]string{text[m[2]:m[3]], strings.TrimSpace(text[m[1]:end])})
	}
	return list
}

func (r *reader) leaf(name string, set [][2]string) (err error) {
	l, kind := attacktree.Leaf{Probability: 1}, attacktree.Action
	for _, s := range set {
		switch s[0] {
		case "p":
			l.Probability, err = strconv.ParseFloat(s[1], 64)
		case "cost":
			l.Cost, err = strconv.ParseFloat(s[1], 64)
		case "time":
			l.Time, err = strconv.ParseFloat(s[1], 64)
		case "skill":
			l.Skill, err = strconv.Atoi(s[1])
		case "kind":
			kind = attacktree.Kind(slices.Index([]string{"action", "condition", "accident"}, s[1]))
		default:
			err = fmt.Errorf("unknown number %q", s[0])
		}
		if err != nil {
			return err
		}
	}
	r.known[name] = &place{op: "leaf", leaf: len(r.names)}
	r.names, r.kinds, r.leaves = append(r.names, name), append(r.kinds, kind), append(r.leaves, l)
	return nil
}

func (r *reader) actor(name string, set [][2]string) (err error) {
	a := nobodyLimits()
	for _, s := range set {
		switch s[0] {
		case "budget":
			a.Budget, err = strconv.ParseFloat(s[1], 64)
		case "time":
			a.Time, err = strconv.ParseFloat(s[1], 64)
		case "attempts":
			a.Once = false
			a.Attempts, err = strconv.ParseFloat(s[1], 64)
		case "cannot":
			a.Can = slices.Repeat([]bool{true}, len(r.names))
			for _, leaf := range strings.Fields(strings.Trim(s[1], "{}")) {
				a.Can[slices.Index(r.names, leaf)] = false
			}
		default:
			err = fmt.Errorf("unknown limit %q", s[0])
		}
		if err != nil {
			return err
		}
	}
	r.called, r.actors = append(r.called, name), append(r.actors, a)
	return nil
}

// place reads an expression.
func (r *reader) place(text string) (*place, error) {
	text = strings.TrimSpace(text)
	op, inside, gate := strings.Cut(text, "(")
	if !gate {
		return r.named(text)
	}
	p := &place{op: op}
	for _, argument := range arguments(strings.TrimSuffix(inside, ")")) {
		if k, err := strconv.Atoi(argument); err == nil {
			p.k = k
			continue
		}
		kid, err := r.place(argument)
		if err != nil {
			return nil, err
		}
		p.kids = append(p.kids, kid)
	}
	return p, nil
}

func (r *reader) named(name string) (*place, error) {
	if p, ok := r.known[name]; ok {
		return p, nil
	}
	if r.texts[name] == "" {
		return nil, fmt.Errorf("neither leaf nor part: %q", name)
	}
	p, err := r.place(r.texts[name])
	r.known[name] = p
	return p, err
}

// arguments splits at the commas outside of brackets.
func arguments(text string) (list []string) {
	depth, from := 0, 0
	for i, c := range text {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			list = append(list, strings.TrimSpace(text[from:i]))
			from = i + 1
		}
	}
	return append(list, strings.TrimSpace(text[from:]))
}

func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.tree")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		for _, c := range readCases(t, file) {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".tree")+"/"+c.name, func(t *testing.T) {
				d, _ := c.diagram(t, attacktree.Options{})
				if len(c.wants) == 0 {
					t.Fatal("nothing is wanted")
				}
				for _, w := range c.wants {
					got := must[string](t)(c.answer(d, w))
					if !same(got, w.text) {
						t.Errorf("line %d: %s %s = %s, want %s", w.line, w.who, w.key, got, w.text)
					}
				}
				check(t, "campaign by the oracle", must[attacktree.Campaign](t)(d.Campaign(context.Background(), c.leaves, c.actors)), c.campaign())
			})
		}
	}
}

// answer asks the engine for what is wanted.
func (r *reader) answer(d *attacktree.Diagram, w want) (string, error) {
	ctx := context.Background()
	campaign, err := d.Campaign(ctx, r.leaves, r.actors)
	if err != nil {
		return "", err
	}
	if w.who == "campaign" {
		return number(map[string]float64{"accident": campaign.Accident, "likelihood": campaign.Likelihood}[w.key]), nil
	}
	who := nobodyLimits()
	var row attacktree.Row
	if w.who != "" {
		i := slices.Index(r.called, w.who)
		if i < 0 {
			return "", fmt.Errorf("unknown actor %q", w.who)
		}
		who, row = r.actors[i], campaign.Rows[i]
	}
	switch w.key {
	case "frequency":
		return number(row.Frequency), nil
	case "likelihood":
		return number(row.Likelihood), nil
	case "p":
		p, _, err := d.Attempt(ctx, r.leaves, who)
		return number(p), err
	case "sets":
		_, sets, err := d.Sets(ctx, r.leaves, who, 1000)
		return r.braces(sets...), err
	case "front":
		front, err := d.Front(ctx, r.leaves, who)
		return points(front), err
	case "cheapest", "cost":
		return r.best(d, who, attacktree.Cheapest, w.key == "cost", func(a attacktree.Attack) float64 { return a.Cost })
	case "likeliest", "chance":
		return r.best(d, who, attacktree.Likeliest, w.key == "chance", func(a attacktree.Attack) float64 { return a.Probability })
	case "quickest", "time":
		return r.best(d, who, attacktree.Quickest, w.key == "time", func(a attacktree.Attack) float64 { return a.Time })
	}
	return "", fmt.Errorf("unknown question %q", w.key)
}

func (r *reader) best(d *attacktree.Diagram, who attacktree.Actor, by attacktree.Order, asNumber bool, measure func(attacktree.Attack) float64) (string, error) {
	best, err := d.Best(context.Background(), r.leaves, who, by, 1)
	switch {
	case err != nil || len(best) == 0:
		return "none", err
	case asNumber:
		return number(measure(best[0])), nil
	}
	return r.braces(best[0].Leaves), nil
}

func (r *reader) braces(sets ...[]int) string {
	var texts []string
	for _, set := range sets {
		var names []string
		for _, leaf := range set {
			names = append(names, r.names[leaf])
		}
		texts = append(texts, "{"+strings.Join(names, " ")+"}")
	}
	if len(texts) == 0 {
		return "none"
	}
	return strings.Join(texts, " ")
}

func points(front []attacktree.Attack) string {
	var texts []string
	for _, a := range front {
		texts = append(texts, fmt.Sprintf("(%s,%s)", number(a.Cost), number(a.Probability)))
	}
	return strings.Join(texts, " ")
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

var numeral = regexp.MustCompile(`[0-9.]+(e[-+]?[0-9]+)?`)

// same compares words exactly and numbers to the digits that are wanted.
func same(got, want string) bool {
	if numeral.ReplaceAllString(got, "0") != numeral.ReplaceAllString(want, "0") {
		return false
	}
	gots, wants := numeral.FindAllString(got, -1), numeral.FindAllString(want, -1)
	return slices.EqualFunc(gots, wants, func(g, w string) bool {
		x, _ := strconv.ParseFloat(g, 64)
		y, _ := strconv.ParseFloat(w, 64)
		_, fraction, _ := strings.Cut(w, ".")
		return math.Abs(x-y) <= 0.5000001*math.Pow10(-len(fraction))
	})
}
