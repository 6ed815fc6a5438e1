package source

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func seed(f *testing.F) {
	for _, data := range documents(f) { // whole, they would only keep the fuzzer busy with making them smaller
		for from := 0; from < min(len(data), 8<<10); from += 512 {
			f.Add(data[from:min(from+512, len(data))])
		}
	}
	for _, c := range hostile() {
		if len(c.text) < 256 {
			f.Add([]byte(c.text))
		}
	}
	for _, text := range []string{
		"a: {b: [c, 'd''e', \"f\\n\"]} # g\n# h\ni:\n- j\n- - k\n-\n", "a: |\n  b\n\n  c\nd: >-\n  e\n   f\ng: |+2\n   h\n\n", "a: &b {c: 1}\nd: {<<: *b}\ne: !!str 1\n",
		"a:\n  b: \"c\n  d: e\"\n  f: [g,\n  h]\n", "---\na:\tb\r\n...\n", " -\n...#", "\n...-:\ta:---\n\n", "? a\n: b\n", "- a: 1\n  b: 2\n# c\n- {d: e,\n f: g}\n",
		"0: &\n<<<><<\n-0: &\n<<\nHH\n -",
	} {
		f.Add([]byte(text))
	}
}

// FuzzRead: whatever the bytes, Read returns; its problems are sorted, short and
// safe to print; every value of what it accepts is where its position says.
func FuzzRead(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, read := range []func(string, []byte) (*Node, Problems){Read, ReadResolved} {
			root, problems := read("x", data)
			checkProblems(t, problems)
			if root == nil && len(problems) == 0 {
				t.Fatal("neither a tree nor a problem")
			}
			if root != nil && len(problems) == 0 {
				lines := strings.Split(strings.TrimPrefix(strings.ReplaceAll(string(data), "\r\n", "\n"), "\ufeff"), "\n")
				checkPlaces(t, root, lines)
			}
		}
		checkCut(t, data)
	})
}

func checkProblems(t *testing.T, problems Problems) {
	for i, p := range problems {
		if p.Pos.Line < 1 || p.Pos.Column < 1 || p.Message == "" || len(p.Message) > 800 || p.Kind == "" {
			t.Fatalf("%#v", p)
		}
		if strings.ContainsFunc(p.Message, forbidden) || !utf8.ValidString(p.Message) || strings.Contains(p.Message, "\n") {
			t.Fatalf("%q is not safe to print", p.Message)
		}
		if i > 0 && p.Pos.compare(problems[i-1].Pos) < 0 {
			t.Fatalf("%v stands behind %v", p, problems[i-1])
		}
	}
}

func checkPlaces(t *testing.T, n *Node, lines []string) {
	if n.Pos.Line < 1 || n.Pos.Line > len(lines) {
		t.Fatalf("%+v is in no line", n)
	}
	rest := []rune(lines[n.Pos.Line-1] + " ")
	if n.Pos.Column < 1 || n.Pos.Column > len(rest) {
		t.Fatalf("%+v is in no column of %q", n, string(rest))
	}
	if want := opening(n); want != "" && !strings.HasPrefix(string(rest[n.Pos.Column-1:]), want) {
		t.Fatalf("%+v is not at %q", n, string(rest[n.Pos.Column-1:]))
	}
	for i, item := range n.Items {
		if n.Kind == Mapping {
			checkPlaces(t, n.Keys[i], lines)
		}
		checkPlaces(t, item, lines)
	}
}

// opening is what a node's text begins with in the document.
func opening(n *Node) string {
	switch {
	case n.Mark != 0:
		return string(n.Mark)
	case n.Kind == Sequence && !n.Flow:
		return "-"
	case n.Kind != Scalar || n.Quoted:
		return ""
	}
	first, _, _ := strings.Cut(n.Text, " ")
	return first
}

// checkCut compares reading entry by entry with reading the text at once.
func checkCut(t *testing.T, data []byte) {
	text, problems := newText("x", data)
	if problems != nil {
		return
	}
	cut, whole := &reader{text: text, ends: map[*Node]Pos{}}, &reader{text: text, ends: map[*Node]Pos{}}
	root := cut.document()
	if root == nil || len(cut.problems) > 0 {
		return
	}
	at := whole.parse(whole.trimMarkers(piece{0, text.lines()}))
	if at.problems != nil {
		t.Fatalf("accepted in parts, but: %v", at.problems)
	}
	if diff := cmp.Diff(outline(root), outline(at.node)); diff != "" {
		t.Fatal(diff)
	}
}

// FuzzFormat: whatever Read accepts, Format writes so that it means the same, keeps
// its comments and stays as it is when formatted again.
func FuzzFormat(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, problems := Read("x", data); len(problems) > 0 || len(data) > 64<<10 {
			return
		}
		if _, err := Format("x", data); err != nil {
			t.Fatal(err)
		}
	})
}
