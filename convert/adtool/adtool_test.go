package adtool

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/convert/tree"
)

// written is the tree JSON of a file.
func written(t *testing.T, text string) string {
	t.Helper()
	g, problems := ReadGraph("t.xml", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var out bytes.Buffer
	if err := g.Write(&out); err != nil {
		t.Fatal(err)
	}
	if _, problems := tree.Read("t.json", out.Bytes()); len(problems) > 0 {
		t.Fatalf("%v in\n%s", problems, out.String())
	}
	return out.String()
}

// n writes a node.
func n(attributes, label, inside string) string {
	return "<node " + attributes + "><label>" + label + "</label>" + inside + "</node>"
}

const (
	all      = `refinement="conjunctive"`
	some     = `refinement="disjunctive"`
	counters = `switchRole="yes"`
)

func TestMeaningOfNodes(t *testing.T) {
	cost := func(x string) string { return `<parameter domainId="MinCost1" category="basic">` + x + `</parameter>` }
	cases := []struct{ name, text, want string }{
		{
			"refinements", n(all, "root", n(some, "either", n(all, "a", "")+n(all, "b", ""))+n(`refinement="sequential"`, "then", n(all, "a", "")+n("", "c", ""))),
			`"root": {"all": ["either", "then"]},
"either": {"any": ["a", "b"]},
"then": {"sequence": ["a", "c"]}
},
"leaves": {
"a": {},
"b": {},
"c": {}
}`,
		},
		{
			"a counter stands where it stands, its event is shared", n(some, "root", n(all, "a", cost("3")+n(counters, "d", ""))+n(all, "a", "")),
			`"root": {"any": ["a (countered)", "a"]},
"a (countered)": {"all": ["a", {"not": "d"}]}
},
"leaves": {
"a": {"cost": 3},
"d": {"kind": "defence"}
}`,
		},
		{
			"counters of counters", n(all, "root", n(all, "a", n(counters, "d", n(counters, "a", ""))+n(counters, "e", ""))),
			`"root": {"all": ["a (countered)"]},
"a (countered)": {"all": ["a", {"not": "d (countered)"}, {"not": "e"}]},
"d (countered)": {"all": ["d", {"not": "a"}]}
},
"leaves": {
"a": {},
"d": {"kind": "defence"},
"e": {"kind": "defence"}
}`,
		},
		{
			"one label on both sides is two events", n(all, "root", n(all, "x", "")+n(counters, "x", "")),
			`"root": {"all": [{"all": ["x"]}, {"not": "x (defence)"}]}
},
"leaves": {
"x": {},
"x (defence)": {"kind": "defence"}
}`,
		},
		{
			"a leaf with the label of a refined node is that node", n(all, "root", n(some, "x", n("", "a", "")+n("", "b", ""))+n("", "x", "")),
			`"root": {"all": ["x", "x"]},
"x": {"any": ["a", "b"]}
},
"leaves": {
"a": {},
"b": {}
}`,
		},
		{
			"refined nodes with equal labels are different", n(all, "and", n(all, "and", n("", "a", ""))+n(some, "and", n("", "b", ""))),
			`"and": {"all": ["and #2", "and #3"]},
"and #2": {"all": ["a"]},
"and #3": {"any": ["b"]}
},
"leaves": {
"a": {},
"b": {}
}`,
		},
		{
			"a tree of the defender", n(counters, "guard", n("", "d", "")+n(counters, "a", "")),
			`"guard": {"all": [{"any": ["d"]}, {"not": "a"}]},
"not guard": {"not": "guard"}
},
"leaves": {
"d": {"kind": "defence"},
"a": {}
}`,
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := written(t, "<adtree>"+c.text+"</adtree>")
			_, got, _ = strings.Cut(got, "\"gates\": {\n")
			if diff := cmp.Diff(c.want+"\n}\n", got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// A sandtree, all domains, and values that ADTool made up.
func TestNumbers(t *testing.T) {
	text := `<sandtree>
<node refinement="sequential"><label>root</label>
 <node><label>a &amp; b</label>
  <parameter domainId="c" category="basic">30</parameter><parameter domainId="p" category="basic">0.25</parameter>
  <parameter domainId="t" category="basic">2</parameter><parameter domainId="s" category="basic">3</parameter>
  <parameter domainId="x" category="basic">true</parameter></node>
 <node><label>c</label><parameter domainId="c" category="default">Infinity</parameter></node>
</node>
<domain id="c"><class>lu.uni.adtool.domains.adtpredefined.MinCost</class><tool>ADTool2</tool></domain>
<domain id="p"><class>lu.uni.adtool.domains.adtpredefined.ProbSucc</class></domain>
<domain id="t"><class>lu.uni.adtool.domains.sandpredefined.MinTimeSeq</class></domain>
<domain id="s"><class>lu.uni.adtool.domains.adtpredefined.MinSkill</class></domain>
<domain id="x"><class>lu.uni.adtool.domains.adtpredefined.SatOpp</class></domain>
</sandtree>`
	d, problems := Read("t.xml", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := attacktree.Leaf{Probability: 0.25, Cost: 30, Time: 2, Skill: 3}
	if l := d.Leaves[0]; l.Leaf != want || l.ID != "a & b" || l.Pos.String() != "t.xml:3:2" || !l.Given.Has(tree.Probability|tree.Cost|tree.Time|tree.Skill) {
		t.Errorf("%+v", l)
	}
	if l := d.Leaves[1]; l.Given != 0 || l.Kind != attacktree.Action {
		t.Errorf("%+v", l)
	}
	if len(d.Notes) != 1 || d.Notes[0].Pos.String() != "t.xml:13:1" {
		t.Errorf("%v", d.Notes)
	}
}

func TestProblems(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"not XML", "a", `t.xml:1:1: text stands outside of the root element [syntax]`},
		{"another root", "<tree/>", `t.xml:1:1: the root element is <tree>; it should be <adtree> [value]`},
		{"no node", "<adtree>\n</adtree>", `t.xml:1:1: the tree has no node [value]`},
		{"two tops", "<adtree>" + n("", "a", "") + "\n" + n("", "b", "") + "</adtree>", `t.xml:2:1: a tree has one node at the top [value]`},
		{"no label", "<adtree>\n<node/></adtree>", `t.xml:2:1: a node has no label [value]`},
		{
			"a misspelt element", "<adtree><node><lable>a</lable><label>b</label></node></adtree>",
			`t.xml:1:15: <lable> is not read in <node>; did you mean <label>? [unknown-key]`,
		},
		{
			"a misspelt refinement", "<adtree>" + n(`refinement="conjuctive"`, "a", "") + "</adtree>",
			`t.xml:1:15: refinement "conjuctive" should be conjunctive, disjunctive or sequential; did you mean <conjunctive>? [value]`,
		},
		{"a role", "<adtree>" + n(`switchRole="maybe"`, "a", "") + "</adtree>", `t.xml:1:15: switchRole "maybe" should be yes or no [value]`},
		{"text", "<adtree>hello</adtree>", `t.xml:1:9: no text is expected in <adtree> [syntax]`},
		{
			"two values", "<adtree>" + n("", "r", n("", "a", `<parameter domainId="MinCost1">1</parameter>`)+"\n"+n("", "a", `<parameter domainId="MinCost1">2</parameter>`)) + "</adtree>",
			`t.xml:2:24: "a" has the values "1" and "2": equal labels are one event, with one value [duplicate]`,
		},
		{"no number", "<adtree>" + n("", "a", `<parameter domainId="MinCost1">x</parameter>`) + "</adtree>", `t.xml:1:32: the value "x" of "a" is no number [value]`},
		{
			"a probability", "<adtree>" + n("", "a", `<parameter domainId="ProbSucc1">1.5</parameter>`) + "</adtree>",
			`t.xml:1:9: the probability of "a" is 1.5; it should be between 0 and 1 [value]`,
		},
		{
			"an infinite cost", "<adtree>" + n("", "a", `<parameter domainId="MinCost1">Infinity</parameter>`) + "</adtree>",
			`t.xml:1:9: the cost of "a" is +Inf; it should be finite and not negative [value]`,
		},
		{
			"a node that means itself", "<adtree>" + n("", "a", n("", "a", "")) + "</adtree>",
			`t.xml:1:32: gate "a" needs itself: "a" → "a" [cycle]`,
		},
		{
			"a leaf that may mean two nodes", "<adtree>" + n("", "r", n("", "x", n("", "a", ""))+n("", "x", n("", "b", ""))+"\n"+n("", "x", "")) + "</adtree>",
			`t.xml:2:1: "x" is refined in 2 places: this leaf could be any of them [reference]`,
		},
		{"a document type", "<!DOCTYPE adtree [<!ENTITY a \"b\">]><adtree/>", `t.xml:1:1: document types ("<!DOCTYPE") are refused: they may define entities without end; remove it [syntax]`},
		{"depth", "<adtree>" + strings.Repeat("\n<node>", 600), `t.xml:513:1: elements are nested deeper than 512 [limit]`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, problems := Read("t.xml", []byte(c.text))
			if got := problems.Error(); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// FuzzRead: whatever the bytes, Read returns; what it accepts is a tree that reads
// the same from tree JSON, and problems lie inside of the text.
func FuzzRead(f *testing.F) {
	paths, _ := filepath.Glob(filepath.Join(public, "*.xml"))
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte("<adtree>" + n(all, "root", n(all, "x", "")+n(counters, "x", "")) + "</adtree>"))
	f.Add([]byte("<adtree>" + n(all, "x", n(all, "a", n(counters, "a (defence)", ""))+n("", "x", "")) + "</adtree>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, problems := Read("x", data)
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
		again, problems := tree.Read("y", []byte(written(t, string(data))))
		if len(problems) > 0 || again.Gates != d.Gates || len(again.Leaves) != len(d.Leaves) {
			t.Fatalf("%d gates and %d leaves became %+v %v", d.Gates, len(d.Leaves), again, problems)
		}
	})
}
