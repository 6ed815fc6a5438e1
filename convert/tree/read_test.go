package tree_test

import (
	"bytes"
	"context"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/convert/tree"
	"github.com/stormtree-dev/stormtree/model/source"
)

// everything uses whatever the format has; it is written as Write would.
const everything = `{
"stormtree_tree": 1,
"title": "Everything \"at once\"",
"top": "top",
"gates": {
"top": {"any": ["both", "some", "exact", "neither", {"not": "a"}, "odd", "alias", "on"]},
"both": {"all": ["a", {"sequence": ["b", "c"]}]},
"some": {"at_least": 2, "of": ["a", "b", {"any": ["c", "d"]}]},
"exact": {"between": [1, 2], "of": ["a", "b", "c"]},
"neither": {"none": ["a", {"not_all": ["b", "c"]}]},
"odd": {"odd": ["a", "b"]},
"alias": "both"
},
"leaves": {
"a": 0.25,
"b": {"probability": 0.5, "cost": 10.5, "time": 2, "skill": 3, "damage": 1000000, "detection": 0.125, "title": "B"},
"c": {"kind": "condition", "uncertain": {"lognormal": {"mean": 0.01, "error_factor": 3}}},
"d": {"cost": 7, "kind": "defence"},
"e": {"probability": 0.3, "uncertain": {"pert": {"low": 0.1, "mode": 0.2, "high": 0.5}}},
"f": {"uncertain": {"uniform": {"low": 0.1, "high": 0.3}}},
"g": {"uncertain": {"beta": {"alpha": 2, "beta": 6}}},
"h": {"kind": "accident", "uncertain": {"normal": {"mean": 0.5, "deviation": 0.1}}}
},
"constants": {
"on": true,
"off": false
}
}
`

func read(t *testing.T, text string) *tree.Document {
	t.Helper()
	d, problems := tree.Read("t.json", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return d
}

func rewrite(t *testing.T, text string) string {
	t.Helper()
	g, problems := tree.ReadGraph("t.json", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var out bytes.Buffer
	if err := g.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestWriteGivesBackWhatWasRead(t *testing.T) {
	if diff := cmp.Diff(everything, rewrite(t, everything)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestLeavesCarryWhatTheFileSays(t *testing.T) {
	d := read(t, everything)
	if d.Title != `Everything "at once"` || d.Top != "top" || d.Gates != 7 || len(d.Leaves) != 4 {
		t.Errorf("%q, top %q, %d gates, %d leaves", d.Title, d.Top, d.Gates, len(d.Leaves))
	}
	lognormal, _ := attacktree.Lognormal(0.01, 3)
	want := []tree.Leaf{
		{ID: "a", Given: tree.Probability, Leaf: attacktree.Leaf{Probability: 0.25}},
		{
			ID: "b", Title: "B", Given: 63,
			Leaf: attacktree.Leaf{Probability: 0.5, Cost: 10.5, Time: 2, Skill: 3, Damage: 1e6, Detection: 0.125},
		},
		{ID: "c", Kind: attacktree.Condition, Given: tree.Probability, Leaf: attacktree.Leaf{Probability: lognormal.Mean()}, Uncertain: &lognormal},
		{ID: "d", Kind: attacktree.Defence, Given: tree.Cost, Leaf: attacktree.Leaf{Probability: 1, Cost: 7}},
	}
	for i := range want {
		want[i].Pos = source.Pos{File: "t.json", Line: 15 + i, Column: 1}
	}
	same := cmp.Comparer(func(a, b attacktree.Distribution) bool { return a == b })
	if diff := cmp.Diff(want, d.Leaves, same); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(want[1].Leaf, d.Numbers()[1]); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// What the top does not reach is read and checked, but is no part of the tree.
func TestUnreachedDefinitionsAreNotes(t *testing.T) {
	var got []string
	for _, n := range read(t, everything).Notes {
		got = append(got, n.Pos.String()+": "+n.Message)
	}
	want := []string{
		`t.json:19:1: the top does not reach leaf "e"`, `t.json:20:1: the top does not reach leaf "f"`, `t.json:21:1: the top does not reach leaf "g"`,
		`t.json:22:1: the top does not reach leaf "h"`, `t.json:26:1: the top does not reach constant "off"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestNotesAreBounded(t *testing.T) {
	var text strings.Builder
	text.WriteString(`{"stormtree_tree": 1, "top": "a", "leaves": {"a": 1`)
	for i := range 500 {
		text.WriteString(",\n\"b" + strings.Repeat("x", i) + "\": 1")
	}
	d := read(t, text.String()+"}}")
	last := d.Notes[len(d.Notes)-1]
	if len(d.Notes) != 101 || last.Message != "400 more like these, the last here" || last.Pos.Line != 501 {
		t.Errorf("%d notes, the last %v", len(d.Notes), last)
	}
}

// A missing probability is said, not guessed; a defence needs none.
func TestUnstated(t *testing.T) {
	d := read(t, `{"stormtree_tree": 1, "gates": {"g": {"all": ["a", "b", "c", "d"]}},
"leaves": {"a": {"cost": 1}, "b": 0.5, "c": {}, "d": {"kind": "defence"}}}`)
	want := `t.json:2:12: "a" has no probability [value]
t.json:2:40: "c" has no probability [value]`
	if got := d.Unstated(tree.Probability).Error(); got != want {
		t.Errorf("got\n%s", got)
	}
	if got := d.Unstated(tree.Cost); len(got) != 3 {
		t.Errorf("got %v", got)
	}
	if got := read(t, everything).Unstated(tree.Probability); got != nil {
		t.Errorf("got %v", got)
	}
}

// The operators mean what they say: probabilities by hand, a = 1/2, b = 1/4.
func TestOperatorsOfCoherentTrees(t *testing.T) {
	for formula, want := range map[string]float64{
		`"a"`:                     0.5,
		`{"any": ["a"]}`:          0.5,
		`{"any": ["a", "b"]}`:     0.625,
		`{"all": ["a", "b"]}`:     0.125,
		`{"sequence": ["a","b"]}`: 0.125,
		`{"at_least": 2, "of": ["a", "b", {"all": ["a", "b"]}]}`: 0.125,
		`{"of": ["a", "b"], "at_least": 1}`:                      0.625,
		`{"between": [1, 2], "of": ["a", "b"]}`:                  0.625,
		`{"any": [{"all": ["a", "b"]}, "a"]}`:                    0.5,
	} {
		d := read(t, `{"stormtree_tree": 1, "top": "g", "gates": {"g": `+formula+`}, "leaves": {"a": 0.5, "b": 0.25}}`)
		diagram, err := attacktree.Compile(context.Background(), d.Tree, attacktree.Options{})
		if err != nil {
			t.Fatal(err)
		}
		who := attacktree.Actor{Budget: math.Inf(1), Time: math.Inf(1), Once: true}
		if p, _, err := diagram.Attempt(context.Background(), d.Numbers(), who); err != nil || math.Abs(p-want) > 1e-12 {
			t.Errorf("%s: %v, want %v; %v", formula, p, want, err)
		}
	}
}

func TestTopIsChosen(t *testing.T) {
	text := `{"stormtree_tree": 1, "gates": {"g": {"all": ["a", "b"]}, "h": {"any": ["a", "b"]}}, "leaves": {"a": 0.5, "b": 0.25}}`
	g, problems := tree.ReadGraph("t.json", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for range 2 { // a graph may be asked again
		_, problems = g.Resolve("")
		if got, want := problems.Error(), `t.json:1:59: there are 2 tops, that nothing refers to: "g", "h"; one should be chosen [value]`; got != want {
			t.Errorf("got %s", got)
		}
		_, problems = g.Resolve("hh")
		if got, want := problems.Error(), `t.json:1:1: the top "hh" that was asked for is not defined; did you mean "h"? [reference]`; got != want {
			t.Errorf("got %s", got)
		}
		for _, top := range []string{"g", "h", "a"} {
			d, problems := g.Resolve(top)
			if len(problems) > 0 || d.Top != top || len(d.Notes) == 0 {
				t.Errorf("%+v, %v", d, problems)
			}
		}
	}
	if d := read(t, `{"stormtree_tree": 1, "leaves": {"a": 0.5}}`); d.Top != "a" || len(d.Leaves) != 1 {
		t.Errorf("%+v", d)
	}
}

// A chain of a million gates is read without recursion.
func TestDeepChain(t *testing.T) {
	if testing.Short() {
		t.Skip("a million gates")
	}
	d := read(t, string(largeJSON("deep", 200_000)))
	if d.Gates != 199_999 || len(d.Leaves) != 200_000 {
		t.Errorf("%d gates, %d leaves", d.Gates, len(d.Leaves))
	}
}

func TestPositionsCountCharacters(t *testing.T) {
	for _, text := range []string{
		"{\"stormtree_tree\": 1,\r\n\"leaves\": {\"é\": 0.5,\t\"ü\": 2}}",
		"\ufeff{\"stormtree_tree\": 1,\r\n\"leaves\": {\"é\": 0.5,\t\"ü\": 2}}",
	} {
		_, problems := tree.Read("t.json", []byte(text))
		if want := `t.json:2:22: the probability of "ü" is 2; it should be between 0 and 1 [value]`; len(problems) == 0 || problems[0].Error() != want {
			t.Errorf("got %v", problems)
		}
	}
}

// The example of the format's page is a tree, and is written as the page shows.
func TestThePageShowsATree(t *testing.T) {
	page, err := os.ReadFile("../../docs/tree-json.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(page), "```json\n")
	if len(blocks) < 2 {
		t.Fatal("no example")
	}
	for _, block := range blocks[1:] {
		text, _, _ := strings.Cut(block, "```")
		read(t, text)
	}
}
