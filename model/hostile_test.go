package model_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
)

// decode reads a text as one file.
func decode(t testing.TB, text string) (*model.Model, source.Problems) {
	t.Helper()
	root, problems := source.Read("m.yaml", []byte(text))
	if problems != nil {
		t.Fatalf("not even YAML: %v", problems)
	}
	return model.Decode("m.yaml", root)
}

// complains checks that one of the problems says what is wanted, with a place.
func complains(t *testing.T, m *model.Model, problems source.Problems, want string) {
	t.Helper()
	if m != nil {
		t.Errorf("accepted; want %q", want)
	}
	for _, p := range problems {
		if strings.Contains(p.Message, want) && p.Pos.Line > 0 {
			return
		}
	}
	t.Errorf("got %v, want %q", problems, want)
}

func scalar(text string) *source.Node {
	return &source.Node{Kind: source.Scalar, Text: text, Pos: source.Pos{File: "m", Line: 1, Column: 1}}
}

func mapping(pairs ...any) *source.Node {
	n := &source.Node{Kind: source.Mapping, Pos: source.Pos{File: "m", Line: 1, Column: 1}}
	for i := 0; i < len(pairs); i += 2 {
		n.Keys = append(n.Keys, scalar(pairs[i].(string)))
		n.Items = append(n.Items, pairs[i+1].(*source.Node))
	}
	return n
}

func sequence(items ...*source.Node) *source.Node {
	return &source.Node{Kind: source.Sequence, Items: items, Pos: source.Pos{File: "m", Line: 1, Column: 1}}
}

// TestNodesFromElsewhere gives Decode what no file can hold, but an importer may build.
func TestNodesFromElsewhere(t *testing.T) {
	nested := scalar("s")
	for range 150 {
		nested = mapping("any", sequence(nested))
	}
	for want, root := range map[string]*source.Node{
		"there is no model here":                         nil,
		`it begins with "stormtree: 1"`:                  {Kind: source.Null, Pos: source.Pos{File: "m", Line: 1, Column: 1}},
		`not "text"`:                                     scalar("text"),
		`"title" holds the invisible character U+001B`:   mapping("stormtree", scalar("1"), "title", scalar("a\x1b[31m")),
		`"title" holds the invisible character U+202E`:   mapping("stormtree", scalar("1"), "title", scalar("a\u202e")),
		`"description" holds the invisible character U+`: mapping("stormtree", scalar("1"), "description", scalar("a\u2066b")),
		`the id "a\u202eb" may only have letters`:        mapping("stormtree", scalar("1"), "keys", mapping("a\u202eb", mapping())),
		"gates are nested deeper than 100":               mapping("stormtree", scalar("1"), "threats", mapping("t", mapping("attack", nested))),
		`"includes" needs a model that is read`:          mapping("stormtree", scalar("1"), "includes", sequence(scalar("a.yaml"))),
	} {
		m, problems := model.Decode("m", root)
		complains(t, m, problems, want)
	}
}

func TestProblemsAreBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("stormtree: 1\nflows:\n")
	for i := range 5000 {
		fmt.Fprintf(&b, "  f%d: {from: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa%d, to: b%d}\n", i, i, i)
	}
	b.WriteString("components:\n")
	for i := range 5000 {
		fmt.Fprintf(&b, "  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab%d: {}\n", i)
	}
	m, problems := decode(t, b.String())
	if len(problems) > 1001 {
		t.Errorf("got %d problems", len(problems))
	}
	complains(t, m, problems, "more than 1000 problems")
}

func TestTextsAreBounded(t *testing.T) {
	m, problems := decode(t, "stormtree: 1\ntitle: "+strings.Repeat("x", 1000)+"\n")
	complains(t, m, problems, `"title" has 1000 characters, more than 300`)
}

func TestTreesAreBounded(t *testing.T) {
	var deep, wide strings.Builder
	deep.WriteString("stormtree: 1\nthreats: {t: {attack: p0}}\nsteps:\n")
	wide.WriteString(deep.String())
	for i := range 150 {
		fmt.Fprintf(&deep, "  p%d: {any: [p%d]}\n", i, i+1)
	}
	deep.WriteString("  p150: {}\n")
	for i := range 30 {
		fmt.Fprintf(&wide, "  p%d: {all: [{any: [p%d]}, {any: [p%d]}]}\n", i, i+1, i+1)
	}
	wide.WriteString("  p30: {}\n")
	m, problems := decode(t, deep.String())
	complains(t, m, problems, `named part "p101" is nested deeper than 100 in other parts`)
	complains(t, m, problems, `the attack of threat "t" is nested deeper than 100, named parts included`)
	m, problems = decode(t, wide.String())
	complains(t, m, problems, "has more than 100000 places")
}

// TestLargeCyclesEnd gives cycles of many entities: each is reported once, shortened.
func TestLargeCyclesEnd(t *testing.T) {
	var b strings.Builder
	b.WriteString("stormtree: 1\nboundaries:\n")
	for i := range 2000 {
		fmt.Fprintf(&b, "  b%d: {inside: b%d}\n", i, (i+1)%2000)
	}
	m, problems := decode(t, b.String())
	complains(t, m, problems, `boundary "b0" lies inside itself: b0 → b1 → b2 → b3 → b4 → b5 → … → b0`)
	if len(problems) != 1 {
		t.Errorf("got %d problems, want 1", len(problems))
	}
}

// TestDeepPartsAreReportedOnce however many hang below.
func TestDeepPartsAreReportedOnce(t *testing.T) {
	var b strings.Builder
	b.WriteString("stormtree: 1\nsteps:\n")
	for i := range 5000 {
		fmt.Fprintf(&b, "  p%d: {any: [p%d]}\n", i, i+1)
	}
	b.WriteString("  p5000: {}\n")
	if _, problems := decode(t, b.String()); len(problems) != 1 {
		t.Errorf("got %d problems, want 1", len(problems))
	}
}

// TestLimitsOfReadingStandAlone: of a file that was cut short, only that is said.
func TestLimitsOfReadingStandAlone(t *testing.T) {
	path := folder(t, "model.yaml", "stormtree: 1\nflows: {f: {from: a, to: b}}\ntitle: "+strings.Repeat("[", 1000)+"\n")
	problems := problemsOf(t, path)
	for _, p := range problems {
		if p.Kind == source.Reference {
			t.Errorf("the dangling reference %v is listed beside a limit", p)
		}
	}
}
