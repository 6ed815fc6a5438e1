package tree_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/convert/tree"
)

// head begins a tree; what follows stands on line 2.
const head = "{\"stormtree_tree\": 1,\n"

var bad = []struct{ name, text, want string }{
	// syntax
	{"nothing", "", `t.json:1:1: a tree should be an object, not the end of the text [value]`},
	{"no object", "[]", `t.json:1:1: a tree should be an object, not a list [value]`},
	{"another word", "{\"stormtree_tree\": yes}", `t.json:1:20: "yes" is not JSON [syntax]`},
	{"a leading zero", head + `"leaves": {"a": 01}}`, `t.json:2:17: "01" is not JSON [syntax]`},
	{"an empty fraction", head + `"leaves": {"a": 1.}}`, `t.json:2:17: "1." is not JSON [syntax]`},
	{"an empty exponent", head + `"leaves": {"a": 1e}}`, `t.json:2:17: "1e" is not JSON [syntax]`},
	{"a plus", head + `"leaves": {"a": +1}}`, `t.json:2:17: "+1" is not JSON [syntax]`},
	{"an open end", head + `"leaves": {"a": 1`, `t.json:2:18: here should be "," or "}", not the end of the text [syntax]`},
	{"an open text", head + `"title": "a`, `t.json:2:10: this text does not end [syntax]`},
	{"a text over lines", head + "\"title\": \"a\nb\"}", `t.json:2:12: a control character in a text should be written as an escape [syntax]`},
	{"an escape", head + `"title": "a\q"}`, `t.json:2:12: this escape is not JSON [syntax]`},
	{"half a surrogate", head + `"title": "\ud800 "}`, `t.json:2:11: this escape is not JSON [syntax]`},
	{"no colon", head + `"title" "a"}`, `t.json:2:9: here should be ":", not a text [syntax]`},
	{"no comma", head + `"title": "a" "top": "b"}`, `t.json:2:14: here should be "," or "}", not a text [syntax]`},
	{"a comma too many", head + `"leaves": {"a": 1,}}`, `t.json:2:19: here should be a key in quotes, not "}" [syntax]`},
	{"a comma too many in a list", head + `"gates": {"g": {"any": ["a",]}}, "leaves": {"a": 1}}`, `t.json:2:29: an argument should be a text, not "]" [value]
t.json:2:29: here should be a value, not "]" [syntax]`},
	{"more behind", "{\"stormtree_tree\": 1, \"leaves\": {\"a\": 1}}\n{}", `t.json:2:1: an object stands behind the end of the tree [syntax]`},
	{"not UTF-8", head + "\"title\": \"\xff\"}", `t.json:2:11: this is not UTF-8 text [syntax]`},
	{"depth", head + "\"x\": " + strings.Repeat("[", 200), `t.json:2:1: "x" is not a key of a tree [unknown-key]
t.json:2:141: this is nested deeper than 136 [limit]`},

	// keys and types
	{"no version", `{"leaves": {"a": 1}}`, `t.json:1:2: the first key should be "stormtree_tree": 1 [value]`},
	{"no key", `{}`, `t.json:1:1: the first key should be "stormtree_tree": 1 [value]`},
	{"another version", `{"stormtree_tree": 2, "leaves": {"a": 1}}`, `t.json:1:20: version 2 is unknown; this program knows 1 [value]`},
	{"a version that is no number", `{"stormtree_tree": 1.5, "leaves": {"a": 1}}`, `t.json:1:20: stormtree_tree "1.5" is no whole number in range [value]`},
	{"an unknown section", head + `"leafs": {}, "leaves": {"a": 1}}`, `t.json:2:1: "leafs" is not a key of a tree [unknown-key]`},
	{"a section twice", head + `"leaves": {"a": 1}, "leaves": {"b": 1}, "top": "a"}`, `t.json:2:21: "leaves" is set twice [duplicate]`},
	{"an unknown field", head + `"leaves": {"a": {"propability": [1, {"x": null}]}}}`, `t.json:2:18: "propability" is not a key of a leaf; did you mean "probability"? [unknown-key]`},
	{"a field twice", head + `"leaves": {"a": {"cost": 1, "cost": 2}}}`, `t.json:2:29: "cost" is set twice [duplicate]`},
	{"a text for a number", head + `"leaves": {"a": {"cost": "1"}}}`, `t.json:2:26: a number of a leaf should be a number, not a text [value]`},
	{"null for a number", head + `"leaves": {"a": {"cost": null}}}`, `t.json:2:26: a number of a leaf should be a number, not null [value]`},
	{"a number too large", head + `"leaves": {"a": {"cost": 1e999}}}`, `t.json:2:26: a number of a leaf "1e999" is too large a number [value]`},
	{"a text for a leaf", head + `"leaves": {"a": "b"}}`, `t.json:2:17: leaf "a" should be an object, not a text [value]`},
	{"a fraction of skill", head + `"leaves": {"a": {"skill": 1.5}}}`, `t.json:2:27: skill "1.5" is no whole number in range [value]`},
	{"a kind", head + `"leaves": {"a": {"kind": "defense"}}}`, `t.json:2:26: "defense" is no kind of leaf; did you mean "defence"? [value]`},
	{"a number for a constant", head + `"constants": {"a": 1}}`, `t.json:2:20: constant "a" should be true or false, not a number [value]`},
	{"a list for a section", head + `"leaves": [], "top": "a"}`, `t.json:2:11: leaves should be an object, not a list [value]
t.json:2:22: the top "a" is not defined [reference]`},
	{"an empty name", head + `"leaves": {"": 1}}`, `t.json:2:12: a name is empty [value]`},
	{"a long name", head + `"leaves": {"` + strings.Repeat("a", 1025) + `": 1}}`, `t.json:2:12: the name "` + strings.Repeat("a", 60) + `…" is longer than 1024 bytes [limit]`},

	// numbers out of range
	{"a probability", head + `"leaves": {"a": 1.5}}`, `t.json:2:12: the probability of "a" is 1.5; it should be between 0 and 1 [value]`},
	{"a negative probability", head + `"leaves": {"a": -0.1}}`, `t.json:2:12: the probability of "a" is -0.1; it should be between 0 and 1 [value]`},
	{"a negative cost", head + `"leaves": {"a": {"cost": -1}}}`, `t.json:2:12: the cost of "a" is -1; it should be finite and not negative [value]`},
	{"a negative time", head + `"leaves": {"a": {"time": -1}}}`, `t.json:2:12: the time of "a" is -1; it should be finite and not negative [value]`},
	{"a negative skill", head + `"leaves": {"a": {"skill": -1}}}`, `t.json:2:12: the skill of "a" is -1; it should not be negative [value]`},
	{"a negative damage", head + `"leaves": {"a": {"damage": -1}}}`, `t.json:2:12: the damage of "a" is -1; it should be finite and not negative [value]`},
	{"a detection", head + `"leaves": {"a": {"detection": 2}}}`, `t.json:2:12: the detection of "a" is 2; it should be between 0 and 1 [value]`},
	{"a distribution", head + `"leaves": {"a": {"uncertain": {"normall": {"x": 1}}}}}`, `t.json:2:32: "normall" is no distribution; did you mean "normal"? [unknown-key]`},
	{"no distribution", head + `"leaves": {"a": {"uncertain": {}}}}`, `t.json:2:31: uncertain should have one distribution, not 0 [value]`},
	{"a parameter", head + `"leaves": {"a": {"uncertain": {"uniform": {"low": 0, "hi": 1}}}}}`, `t.json:2:32: the uniform distribution needs "high" [value]
t.json:2:54: "hi" is not a key of the uniform distribution [unknown-key]`},
	{"parameters out of order", head + `"leaves": {"a": {"uncertain": {"uniform": {"low": 0.5, "high": 0.1}}}}}`, `t.json:2:12: the uncertainty of "a": uniform from 0.5 to 0.1: the ends are not in order between 0 and 1 [value]`},

	// gates
	{"no definition", `{"stormtree_tree": 1}`, `t.json:1:1: there is no gate and no leaf here, so there is no top [value]`},
	{"no operator", head + `"gates": {"g": {}}}`, `t.json:2:16: a gate should have one of any, all, sequence, at_least, between, not, none, not_all, odd [value]`},
	{"an unknown operator", head + `"gates": {"g": {"and": ["a"]}}, "leaves": {"a": 1}}`, `t.json:2:17: "and" is not a key of a gate; did you mean "all"? [unknown-key]`},
	{"two operators", head + `"gates": {"g": {"any": ["a"], "all": ["a"]}}, "leaves": {"a": 1}}`, `t.json:2:16: a gate should have one operator, not any, all [value]`},
	{"of without a number", head + `"gates": {"g": {"any": ["a"], "of": ["b"]}}, "leaves": {"a": 1, "b": 1}}`, `t.json:2:16: "of" goes with at_least and between, not with any [value]`},
	{"a number without of", head + `"gates": {"g": {"at_least": 1}}, "leaves": {"a": 1}}`, `t.json:2:16: at_least needs "of", a list of arguments [value]`},
	{"no arguments", head + `"gates": {"g": {"any": []}}}`, `t.json:2:16: this gate has no arguments [value]`},
	{"k too large", head + `"gates": {"g": {"at_least": 3, "of": ["a", "b"]}}, "leaves": {"a": 1, "b": 1}}`, `t.json:2:16: this gate needs 3 of 2 arguments; it should need between 1 and 2 [value]`},
	{"k too small", head + `"gates": {"g": {"at_least": 0, "of": ["a", "b"]}}, "leaves": {"a": 1, "b": 1}}`, `t.json:2:16: this gate needs 0 of 2 arguments; it should need between 1 and 2 [value]`},
	{"between in the wrong order", head + `"gates": {"g": {"between": [2, 1], "of": ["a", "b"]}}, "leaves": {"a": 1, "b": 1}}`, `t.json:2:16: this gate needs between 2 and 1 of 2 arguments [value]`},
	{"between with one number", head + `"gates": {"g": {"between": [2], "of": ["a", "b"]}}, "leaves": {"a": 1, "b": 1}}`, `t.json:2:28: between should have two numbers, the fewest and the most, not 1 [value]`},
	{"an argument twice", head + `"gates": {"g": {"at_least": 2, "of": ["a", "b", "a"]}}, "leaves": {"a": 1, "b": 1}}`, `t.json:2:49: "a" stands in this gate twice: it would count twice [duplicate]`},
	{"a number for an argument", head + `"gates": {"g": {"any": [1]}}}`, `t.json:2:25: an argument should be a text, not a number [value]`},
	{"a text for a list", head + `"gates": {"g": {"any": "a"}}, "leaves": {"a": 1}}`, `t.json:2:24: any should be a list, not a text [value]`},
	{"nesting", head + `"gates": {"g": ` + strings.Repeat(`{"not":`, 65) + `"a"` + strings.Repeat(`}`, 65) + `}, "leaves": {"a": 1}}`, `t.json:2:464: formulas are nested deeper than 64 [limit]`},

	// names
	{"an undefined name", head + `"gates": {"g": {"any": ["phihs"]}}, "leaves": {"phish": 1}}`, `t.json:2:25: name "phihs" is not defined; did you mean "phish"? [reference]`},
	{"an undefined top", head + `"top": "h", "gates": {"g": {"any": ["a"]}}, "leaves": {"a": 1}}`, `t.json:2:8: the top "h" is not defined; did you mean "g"? [reference]`},
	{"a name twice", head + `"leaves": {"a": 1, "a": 0.5}}`, `t.json:2:20: "a" is defined already, at t.json:2:12 [duplicate]`},
	{"a gate like a leaf", head + `"gates": {"a": {"any": ["b"]}},` + "\n" + `"leaves": {"a": 1, "b": 1}}`, `t.json:3:12: "a" is defined already, at t.json:2:11 [duplicate]`},
	{"a gate twice", head + `"gates": {"g": {"any": ["a"]}, "g": {"all": ["a"]}}, "leaves": {"a": 1}}`, `t.json:2:32: "g" is defined already, at t.json:2:11 [duplicate]`},
	{"a short circle", head + `"gates": {"g": {"any": ["g", "a"]}}, "leaves": {"a": 1}}`, `t.json:2:25: gate "g" needs itself: "g" → "g" [cycle]`},
	{"a circle", head + `"gates": {"g": {"any": ["h", "a"]}, "h": {"not": "i"}, "i": {"all": ["a", "h"]}}, "leaves": {"a": 1}}`, `t.json:2:75: gate "h" needs itself: "h" → "i" → "h" [cycle]`},
	{"a circle that the top does not reach", head + `"top": "a", "gates": {"g": "h", "h": "g"}, "leaves": {"a": 1}}`, `t.json:2:38: gate "g" needs itself: "g" → "h" → "g" [cycle]`},
	{"several tops", head + `"gates": {"g": "a", "h": "a"}, "leaves": {"a": 1}}`, `t.json:2:21: there are 2 tops, that nothing refers to: "g", "h"; one should be chosen [value]`},
	{"several leaves", head + `"leaves": {"a": 1, "b": 1}}`, `t.json:2:20: there are 2 tops, that nothing refers to: "a", "b"; one should be chosen [value]`},
}

func TestProblems(t *testing.T) {
	for _, c := range bad {
		t.Run(c.name, func(t *testing.T) {
			d, problems := tree.Read("t.json", []byte(c.text))
			if got := problems.Error(); got != c.want || d != nil {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// A circle of thousands is told with a few names, and bad files with a hundred problems.
func TestProblemsAreBounded(t *testing.T) {
	text := bytes.ReplaceAll(largeJSON("deep", 5000), []byte(`"g5000"`), []byte(`"g1"`))
	text = bytes.ReplaceAll(text, []byte(`"e0"`), []byte(`"g1"`))
	_, problems := tree.Read("t.json", text)
	if len(problems) == 0 || len(problems.Error()) > 600 {
		t.Errorf("%d bytes: %.2000s", len(problems.Error()), problems.Error())
	}
	_, problems = tree.Read("t.json", circles(100_000))
	if len(problems) != 100 {
		t.Errorf("%d problems", len(problems))
	}
	_, problems = tree.Read("t.json", []byte(head+`"leaves": {`+strings.Repeat("\"a\": 2,\n", 100_000)+`"b": 1}}`))
	if len(problems) != 100 {
		t.Errorf("%d problems", len(problems))
	}
}

func TestTextsAreBounded(t *testing.T) {
	d, problems := tree.Read("t.json", make([]byte, tree.MaxBytes+1))
	if got, want := problems.Error(), "t.json:1:1: this is more than 512 MiB, all files together [limit]"; got != want || d != nil {
		t.Errorf("got %s", got)
	}
}

// circles is a chain of gates that all lead back to its begin: to measure each
// circle would take for ever.
func circles(n int) []byte {
	var text bytes.Buffer
	text.WriteString(head + `"leaves": {"a": 1}, "gates": {"g0": "a"`)
	for i := range n {
		fmt.Fprintf(&text, ",\n\"g%d\": {\"any\": [\"g%d\", \"g1\"]}", i+1, (i+2)%(n+1))
	}
	text.WriteString("}}")
	return text.Bytes()
}

// FuzzRead: whatever the bytes, Read returns; problems lie inside of the text; what
// is accepted is the same tree after it was written, and is written the same again.
func FuzzRead(f *testing.F) {
	f.Add([]byte(everything))
	for _, c := range bad {
		f.Add([]byte(c.text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, problems := tree.Read("x", data)
		if (d == nil) != (len(problems) > 0) {
			t.Fatalf("%v and %v", d, problems)
		}
		lines := strings.Split(string(data), "\n")
		for _, p := range problems {
			if p.Pos.Line < 1 || p.Pos.Line > len(lines) || p.Pos.Column < 1 || p.Pos.Column > len(lines[p.Pos.Line-1])+1 || p.Message == "" {
				t.Fatalf("%v lies outside of the text", p)
			}
		}
		if d == nil {
			return
		}
		once := rewrite(t, string(data))
		if twice := rewrite(t, once); once != twice {
			t.Fatalf("%s\nbecomes\n%s", once, twice)
		}
		again := read(t, once)
		if again.Gates != d.Gates || len(again.Leaves) != len(d.Leaves) || again.Top != d.Top || again.Title != d.Title {
			t.Fatalf("%+v became %+v", d, again)
		}
		for i, l := range d.Leaves {
			a := again.Leaves[i]
			if a.ID != l.ID || a.Leaf != l.Leaf || a.Kind != l.Kind || a.Given != l.Given || a.Title != l.Title {
				t.Fatalf("%+v became %+v", l, a)
			}
		}
	})
}

func TestSniff(t *testing.T) {
	for text, want := range map[string]tree.Format{
		"": tree.Unknown, "a": tree.Unknown, "stormtree: 1\n": tree.Unknown, "{\"stormtree\": 1}": tree.Unknown, "{": tree.Unknown,
		"\ufeff { \"stormtree_tree\": 1}": tree.JSON,
		"<opsa-mef/>":                     tree.OpenPSA, "<": tree.OpenPSA, "<?xml": tree.OpenPSA, "<a/>": tree.OpenPSA,
		"\ufeff<?xml version=\"1.0\"?>\n<!-- <a> -->\n<adtree>": tree.ADTool,
		"<sandtree/>": tree.ADTool, "<!DOCTYPE adtree [": tree.ADTool, "<!DOCTYPE opsa-mef>": tree.OpenPSA,
	} {
		if got := tree.Sniff([]byte(text)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
