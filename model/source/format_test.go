package source

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFormat(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"indentation and spaces", "a:   1\nb:\n    c:  2\n    d:\n    - x\n    -   y: 1\n        z: 2\n", "a: 1\nb:\n  c: 2\n  d:\n    - x\n    - y: 1\n      z: 2\n"},
		{"brackets", "a: { b: 1,c: [ d,e ] , }\nf: [\n  g,\n  h\n]\n", "a: {b: 1, c: [d, e]}\nf: [g, h]\n"},
		{"nothing", "a:\nb:   ~\nc: {}\nd: [ ]\ne: [~, {f, g: }]\n-1:\n", "a:\nb: ~\nc: {}\nd: []\ne: [~, {f: null, g: null}]\n-1:\n"},
		{"quotes", "a: 'x'\nb: \"y\"\nc: \"1.10\"\nd: \"q\\\"\\t\\\\\"\n'e f': 'it''s'\n", "a: 'x'\nb: \"y\"\nc: \"1.10\"\nd: \"q\\\"\\t\\\\\"\n'e f': 'it''s'\n"},
		{"quotes that brackets need", "a: {b: 10:30, c: http://x, d: e#f}\n", "a: {b: \"10:30\", c: \"http://x\", d: e#f}\n"},
		{"blank lines", "\n\na: 1\n\n\nb:\n\n  c: 1\n\n\n\n  d: 2\ne: 3\n\n", "a: 1\n\nb:\n  c: 1\n\n  d: 2\ne: 3\n"},
		{"text over lines", "a: one\n  two\nb: \"three\n  four\"\nc: 'five\n\n  six'\n", "a: one two\nb: \"three four\"\nc: \"five\\nsix\"\n"},
		{"block scalars", "s:\n      a: >-   # why\n            x\n             y\n\n            z\n      b: |\n         p: q # r\n      c: |+\n        k\n\n      d: >\n       w\n", "s:\n  a: >-  # why\n    x\n     y\n\n    z\n  b: |\n    p: q # r\n  c: \"k\\n\\n\"\n\n  d: >\n    w\n"},
		{"lists in lists", "-   - a\n    - b\n-\n  - c\n-   d:\n    - e\n", "- - a\n  - b\n- - c\n- d:\n    - e\n"},
		{"marks of the document", "\ufeff---\r\na: 1\r\n...\r\n", "a: 1\n"},
		{"aligned values", "a:   1\nlong: {x: y}\nb:    2\n\nc: 1\nd: 2\n\ne:  1\nfgh: 2\n", "a:    1\nlong: {x: y}\nb:    2\n\nc: 1\nd: 2\n\ne: 1\nfgh: 2\n"},
		{"aligned around blocks", "a:    {x: 1}\nbb:\n  c: 1\nlong: {x: 2}\n", "a:    {x: 1}\nbb:\n  c: 1\nlong: {x: 2}\n"},
		{"too long for a line", "a:\n  b: {" + strings.Repeat("c", 66) + ": 1, " + strings.Repeat("d", 66) + ": 2, e: [f, g]}\n", "a:\n  b:\n    " + strings.Repeat("c", 66) + ": 1\n    " + strings.Repeat("d", 66) + ": 2\n    e: [f, g]\n"},
		{"just not too long", "a: {" + strings.Repeat("c", 132) + ": 1}\n", "a: {" + strings.Repeat("c", 132) + ": 1}\n"},
		{"comments", "# top\n\n# first\na: 1 # beside\n# above\nb: # on the header\n  # inside\n  c: 1\n  # at the end\n\n  # and after\nd: 2\n# last\n", "# top\n\n# first\na: 1  # beside\n# above\nb:  # on the header\n  # inside\n  c: 1\n  # at the end\n\n  # and after\nd: 2\n# last\n"},
		{"comments in brackets", "a: [x, # one\n  # two\n  y # three\n  # four\n] # five\nb: {c: 1 # six\n}\n", "a:     # five\n  - x  # one\n  # two\n  - y  # three\n  # four\nb:\n  c: 1  # six\n"},
		{"comments behind brackets", "- {\n  # one\n  a: 1} # two\n- 2\n", "# one\n- a: 1\n  # two\n- 2\n"},
		{"comments of lists", "a:\n# one\n- x # two\n-  # three\n  y: 1\n# four\nb: 1\n", "a:\n  # one\n  - x  # two\n  # three\n  - y: 1\n# four\nb: 1\n"},
		{"comments at ends", "a:\n  b:\n    c: 1\n    # of b\n  # of a\nd: 1\n  # of d\n", "a:\n  b:\n    c: 1\n    # of b\n  # of a\nd: 1\n# of d\n"},
		{"aligned comments", "a: 1 # one\nlong: 2 # two\n\nb: 3 # three\n", "a: 1     # one\nlong: 2  # two\n\nb: 3  # three\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Format("x.yaml", []byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, string(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFormatReturnsTheProblemsOfADocument(t *testing.T) {
	got, err := Format("x.yaml", []byte("a: [\n"))
	var problems Problems
	if got != nil || !errors.As(err, &problems) || len(problems) != 1 {
		t.Errorf("%q, %v", got, err)
	}
}

// documents are the models of this repository and those of others.
func documents(t testing.TB) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	for _, pattern := range []string{"../../examples/*/model.yaml", "../../../shared/sketches/*.yaml", "../../../shared/data/threagile/*.yaml"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		if len(paths) == 0 {
			if strings.HasPrefix(pattern, "../../examples") || os.Getenv("CI") == "true" {
				t.Fatalf("no documents: %s", pattern)
			}
			t.Logf("no documents: %s", pattern)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			found[path] = data
		}
	}
	return found
}

func TestRealDocumentsAreReadAndFormatted(t *testing.T) {
	for path, data := range documents(t) {
		root, problems := ReadResolved(path, data)
		if problems != nil {
			t.Errorf("%v", problems)
			continue
		}
		if _, err := Format(path, data); err != nil && !bytes.Contains(data, []byte("<<:")) {
			t.Errorf("%v", err)
		}
		first := mustWrite(t, root)
		again, problems := Read(path, first)
		if problems != nil {
			t.Errorf("written: %v", problems)
			continue
		}
		if at := difference(root, again); at != nil {
			t.Errorf("%s: not what was written", at)
		}
		if second := mustWrite(t, again); !bytes.Equal(first, second) {
			t.Errorf("%s: written in two ways:\n%s", path, cmp.Diff(string(first), string(second)))
		}
	}
}

func mustWrite(t *testing.T, root *Node) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, root); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestWriteLetsNoTextInjectYAML writes text as an importer would give it, in every
// place where it can stand, and expects to read the very same tree.
func TestWriteLetsNoTextInjectYAML(t *testing.T) {
	for _, text := range []string{
		"", " ", "a", " a", "a ", "a b", "a: b", "a:", ":a", ": a", "a #b", "#a", "a#b", "- a", "-", "-a", "--- a", "---", "...", "? a", "?", "?a",
		"[a", "a]", "{a", "a}", "a, b", ", a", "&a", "*a", "!a", "|", "> a", "%a", "@a", "`a", "'a'", `"a"`, `a"b'c\d`, `\`, "<<", "<", "~", "null", "Null", "true",
		"NO", "yes", "on", "y", "1", "1.10", "017", "0x1f", "1_000", "-1", "+1", ".5", ".inf", ".nan", "1e3", "2026-01-31", "12:30:45", "5k", "95%", "0.1/y", "1y",
		"a\nb", "a\n", "\na", "\n", "a\n\n", " a\nb", "a\n b\n", "a \nb", "a\tb", "\ta", "a\n\tb", "x: y\nz: 1\n", "# a\n# b", "a\n---\nb", "- a\n- b\n",
		"é", "日本", "😀", "a\u00a0b", "\u00a0", strings.Repeat("word ", 60) + "end", strings.Repeat("x", 200), "=", "a=b", "http://x/y", "a\\nb", "${a}", "{{a}}",
	} {
		for _, quoted := range []bool{true, false} {
			scalar := func() *Node { return &Node{Kind: Scalar, Text: text, Quoted: quoted} }
			word := &Node{Kind: Scalar, Text: "k"}
			list := &Node{Kind: Sequence, Items: []*Node{scalar(), {Kind: Sequence, Flow: true, Items: []*Node{scalar(), scalar()}}}}
			keys := &Node{Kind: Mapping, Flow: true, Keys: []*Node{scalar(), {Kind: Scalar, Text: "other"}}, Items: []*Node{scalar(), scalar()}}
			root := &Node{Kind: Mapping, Keys: []*Node{word, scalar(), {Kind: Scalar, Text: "last"}}, Items: []*Node{list, scalar(), keys}}
			if text == "k" || text == "other" {
				continue
			}
			first := mustWrite(t, root)
			again, problems := Read("x", first)
			if problems != nil {
				t.Errorf("%q:\n%s%v", text, first, problems)
				continue
			}
			if diff := cmp.Diff(texts(root), texts(again)); diff != "" {
				t.Errorf("%q:\n%s%s", text, first, diff)
			}
			if second := mustWrite(t, again); !bytes.Equal(first, second) {
				t.Errorf("%q:\n%s%s", text, first, second)
			}
			if value := again.Items[1]; quoted && !value.Quoted && !bare(text) {
				t.Errorf("%q stands without quotes, and may be taken for something else", text)
			}
		}
	}
}

// texts flattens a tree into its texts and brackets.
func texts(n *Node) []string {
	if n.Kind == Scalar {
		return []string{n.Text}
	}
	list := []string{"("}
	for i, item := range n.Items {
		if n.Kind == Mapping {
			list = append(append(list, texts(n.Keys[i])...), ":")
		}
		list = append(list, texts(item)...)
	}
	return append(list, ")")
}

func TestWriteRefusesWhatNobodyCouldRead(t *testing.T) {
	for _, n := range []*Node{
		{Kind: Mapping, Keys: []*Node{{Kind: Scalar, Text: "a"}}, Items: []*Node{{Kind: Scalar, Text: "\x1b[31m"}}},
		{Kind: Mapping, Keys: []*Node{{Kind: Scalar, Text: "\u202e"}}, Items: []*Node{{}}},
		{Kind: Sequence, Items: []*Node{{Kind: Scalar, Text: "\xff"}}},
		{Kind: Mapping, Keys: []*Node{{Kind: Scalar, Text: "a", Beside: "# b\nc: d"}}, Items: []*Node{{}}},
		{Kind: Mapping, Keys: []*Node{{Kind: Scalar, Text: "a", Above: []string{"b: c"}}}, Items: []*Node{{}}},
	} {
		if err := Write(&bytes.Buffer{}, n); err == nil {
			t.Errorf("%v was written", texts(n))
		}
	}
}
