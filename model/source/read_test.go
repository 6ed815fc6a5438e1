package source

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// outline draws a tree, one value a line: position, then kind or text. Plain text
// stands as it is, quoted text behind its mark.
func outline(n *Node) string {
	var b strings.Builder
	draw(&b, n, "")
	return b.String()
}

func draw(b *strings.Builder, n *Node, indent string) {
	fmt.Fprintf(b, "%d:%d ", n.Pos.Line, n.Pos.Column)
	switch {
	case n.Kind == Null:
		fmt.Fprintf(b, "null%s\n", n.Text)
	case n.Kind == Scalar && n.Quoted:
		fmt.Fprintf(b, "%c%q\n", n.Mark, n.Text)
	case n.Kind == Scalar:
		b.WriteString(n.Text + "\n")
	default:
		fmt.Fprintf(b, "%s%s\n", map[Kind]string{Mapping: "mapping", Sequence: "sequence"}[n.Kind], map[bool]string{true: " in brackets"}[n.Flow])
	}
	for i, item := range n.Items {
		b.WriteString(indent + "  ")
		if n.Kind == Mapping {
			key := n.Keys[i]
			fmt.Fprintf(b, "%d:%d %s: ", key.Pos.Line, key.Pos.Column, key.Text)
		}
		draw(b, item, indent+"  ")
	}
}

func mustRead(t *testing.T, text string) *Node {
	t.Helper()
	root, problems := Read("x.yaml", []byte(text))
	if problems != nil {
		t.Fatalf("%q:\n%v", text, problems)
	}
	return root
}

func TestReadPlacesEveryValue(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"block", "a: 1\nb:\n  c:\n    d: e\n", `
1:1 mapping
  1:1 a: 1:4 1
  2:1 b: 3:3 mapping
    3:3 c: 4:5 mapping
      4:5 d: 4:8 e
`},
		{"brackets", "a: {b: 1, c: [d, e: f]}\ng: []\nh: {}\n", `
1:1 mapping
  1:1 a: 1:4 mapping in brackets
    1:5 b: 1:8 1
    1:11 c: 1:14 sequence in brackets
      1:15 d
      1:18 mapping in brackets
        1:18 e: 1:21 f
  2:1 g: 2:4 sequence in brackets
  3:1 h: 3:4 mapping in brackets
`},
		{"brackets over lines", "s:\n  a: {b: 1,\n    c: [d,\n    e]}\n  f: 1\n", `
1:1 mapping
  1:1 s: 2:3 mapping
    2:3 a: 2:6 mapping in brackets
      2:7 b: 2:10 1
      3:5 c: 3:8 sequence in brackets
        3:9 d
        4:5 e
    5:3 f: 5:6 1
`},
		{"lists", "a:\n- b\n- c: 1\n  d: 2\n-\n- - e\n  - f\ng:\n  - h\n", `
1:1 mapping
  1:1 a: 2:1 sequence
    2:3 b
    3:3 mapping
      3:3 c: 3:6 1
      4:3 d: 4:6 2
    5:1 null
    6:3 sequence
      6:5 e
      7:5 f
  8:1 g: 9:3 sequence
    9:5 h
`},
		{"nothing before a key", "s:\n  a:\n    b:\n    -\n    # x\n    c: 1\n", `
1:1 mapping
  1:1 s: 2:3 mapping
    2:3 a: 3:5 mapping
      3:5 b: 4:5 sequence
        4:5 null
      6:5 c: 6:8 1
`},
		{"nothing", "a:\nb: ~\nc: null\nd: {e: , f}\n", `
1:1 mapping
  1:1 a: 1:1 null
  2:1 b: 2:4 null~
  3:1 c: 3:4 nullnull
  4:1 d: 4:4 mapping in brackets
    4:5 e: 4:5 null
    4:10 f: 4:10 null
`},
		{"characters, not bytes", "é: {ü: 日本, z: 1}\n", `
1:1 mapping
  1:1 é: 1:4 mapping in brackets
    1:5 ü: 1:8 日本
    1:12 z: 1:15 1
`},
		{"text", "a: 'it''s'\nb: \"q\\n\\u00e9\"\nc: |\n  x\n   y\n\n  z\nd: >-\n  f\n  g\n\ne: plain\n  goes on\n\"f g\": 1\n", `
1:1 mapping
  1:1 a: 1:4 '"it's"
  2:1 b: 2:4 ""q\né"
  3:1 c: 3:4 |"x\n y\n\nz\n"
  8:1 d: 8:4 >"f g"
  12:1 e: 12:4 plain goes on
  14:1 f g: 14:8 1
`},
		{"text over lines", "s:\n  a: \"one\n  two: three\"\n  b: 'four\n\n    five'\n  c: 1\n", `
1:1 mapping
  1:1 s: 2:3 mapping
    2:3 a: 2:6 ""one two: three"
    4:3 b: 4:6 '"four\nfive"
    7:3 c: 7:6 1
`},
		{"line ends and marks", "\ufeff---\r\na: 1\r\nb:\tc\td # e\r\n...\r\n", `
2:1 mapping
  2:1 a: 2:4 1
  3:1 b: 3:4 c d
`},
		{"indented and in one", "  {a: 1}\n", "\n1:3 mapping in brackets\n  1:4 a: 1:7 1\n"},
		{"list as document", "- a\n- {b: c}\n", "\n1:1 sequence\n  1:3 a\n  2:3 mapping in brackets\n    2:4 b: 2:7 c\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, "\n"+outline(mustRead(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadKeepsTheAuthorsText(t *testing.T) {
	for _, text := range []string{
		"1.10", "017", "0o17", "0x1F", "1_000", "yes", "No", "on", "0.1/y", "16KiB", "95%", "TEN-05@uplink", "2026-01-31",
		".inf", "+1", "1e3", "true", "a#b", "a:b", "http://x/y?z=[1]", "-x", "?x", "it's", `C:\x`, "<<x", "a, b",
	} {
		value := mustRead(t, "a: "+text+"\n").Items[0]
		if value.Kind != Scalar || value.Text != text || value.Quoted {
			t.Errorf("%s was read as %q, quoted %v", text, value.Text, value.Quoted)
		}
	}
}

func TestReadKnowsBlockScalars(t *testing.T) {
	root := mustRead(t, "a: >\n    one\n      two\n\n    three\n\n\nb: |2\n   x\n")
	if diff := cmp.Diff([]string{"one", "  two", "", "three"}, root.Items[0].Lines); diff != "" {
		t.Error(diff)
	}
	if root.Items[0].Mark != '>' || root.Items[1].Mark != '|' || root.Items[1].Lines != nil {
		t.Errorf("marks %c %c, lines %q", root.Items[0].Mark, root.Items[1].Mark, root.Items[1].Lines)
	}
}

func TestReadSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", `1:1: the file is empty; it should hold a model [syntax]`},
		{"# a\n\n  \n", `1:1: the file is empty; it should hold a model [syntax]`},
		{"---\n", `1:1: the file is empty; it should hold a model [syntax]`},
		{"a: 1\n---\nb: 2\n", `2:1: "---" begins or ends a document; a file holds one [syntax]`},
		{"a: 1\n... # x\nb: 2\n", `2:1: "... # x" begins or ends a document; a file holds one [syntax]`},
		{"hello\n", `1:1: "hello" stands where a "key: value" line should [syntax]`},
		{"a: 1\n- b\n", `2:1: "-" stands where a "key: value" line should [syntax]`},
		{"a: 1\n{b: c}\n", `2:1: a mapping in braces stands where a "key: value" line should [syntax]`},
		{"s:\n  title x\n  b: 1\n", `2:3: "title x" stands where a "key: value" line should [syntax]`},
		{"s:\n  a:\n    title x\n    b: 1\n", `3:5: "title x b" is not a key of one line; check for a missing ":" there [syntax]`},
		{"a: [1, 2\nb: 3\n", `1:4: "[" is never closed; a "]" is missing [syntax]`},
		{"a: {x: [1, 2]\nb: 3\n", `1:4: "{" is never closed; a "}" is missing [syntax]`},
		{"a: ]\n", `1:4: "]" closes nothing; a "[" is missing, or quotes around the text [syntax]`},
		{"a: }\n", `1:4: a value may not begin with "}"; a bracket is missing, or quotes around the text [syntax]`},
		{"a: {x: 1 y: 2}\n", `1:8: a "," is missing before "y:", or quotes around the text [syntax]`},
		{"a: [,]\n", `1:5: a value is missing before "," [syntax]`},
		{"a: \"x\nb: 1\n", `1:4: this text is never closed; a " is missing [syntax]`},
		{"a: 'x\nb: 1\n", `1:4: this text is never closed; a ' is missing [syntax]`},
		{"a: \"x\" y\n", `1:8: "y" follows a value that is complete already; check quotes and indentation [syntax]`},
		{"a: b: c\n", `1:4: a second ":" follows "b"; check the indentation of the next line, or put the text in quotes [syntax]`},
		{"s:\n  a: 1\n b: 2\n", `3:2: "b" cannot stand here; check its indentation [syntax]`},
		{"a: - b\n", `1:4: a list cannot begin on the line of its key; put "- " on the next line [syntax]`},
		{"a: @b\n", `1:4: a value may not begin with "@"; put it in quotes [syntax]`},
		{"s:\n  a: %x\n", `2:6: a value may not begin with "%"; put it in quotes [syntax]`},
		{"a: \"\\q\"\n", `1:6: "\" begins an escape that does not exist; write "\\" for a backslash [syntax]`},
		{"a: [\"é\", \"\\xZZ\"]\n", `1:11: "\x" needs 2 hexadecimal digits; write "\\" for a backslash [syntax]`},
		{"a: \"one\n  \\u12x \"\n", `2:3: "\u" needs 4 hexadecimal digits; write "\\" for a backslash [syntax]`},
		{"a: |x\n  t\n", `1:4: only "-", "+" and a digit may follow "|" or ">"; put the text in quotes if it is no block of lines [syntax]`},
		{"a: |+2\nb: x\n", `1:4: "+" keeps empty lines behind a text, but there is none; write "" or leave the "+" out [syntax]`},
		{"a:\n  b: >+\n\n\n  c: x\n", `2:6: "+" keeps empty lines behind a text, but there is none; write "" or leave the "+" out [syntax]`},
		{"a: &x 1\n", `1:4: anchors ("&") are not part of the language; put it in quotes if it is text [syntax]`},
		{"a: *b\n", `1:4: aliases ("*") are not part of the language; put it in quotes if it is text [syntax]`},
		{"a: !!str 1\n", `1:4: tags ("!") are not part of the language; put it in quotes if it is text [syntax]`},
		{"a:\n  <<: 1\n", `2:3: merges ("<<") are not part of the language [syntax]`},
		{"%YAML 1.2\n", `1:1: a value may not begin with "%"; put it in quotes [syntax]`},
		{"? a\n", `1:1: keys may not begin with "? "; write "key: value", or put it in quotes [syntax]`},
		{"a: 1\n\tb: 2\n", `2:1: a tab indents this line; indent with spaces [syntax]`},
		{"s:\n \ta: 2\n", `2:2: a tab indents this line; indent with spaces [syntax]`},
		{"a: \x00\n", `1:4: a NUL character is not allowed here; remove it [syntax]`},
		{"a: \x1b[31m\n", `1:4: the escape character U+001B is not allowed here; remove it [syntax]`},
		{"é: \xff\n", `1:4: byte 0xff is not UTF-8 text [syntax]`},
		{"\x7fELF\x02\x01\x01\x00", `1:1: the control character U+007F is not allowed here; remove it [syntax]`},
		{"\x89PNG\r\n\x1a\n\x00\xff", `1:1: byte 0x89 is not UTF-8 text [syntax]`},
		{"a: x\u202ey\n", `1:5: the invisible mark U+202E, which changes the direction of text, is not allowed here; remove it [syntax]`},
		{"a: \u0085\n", `1:4: the control character U+0085 is not allowed here; remove it [syntax]`},
		{"a: b\rc: d\n", `1:5: a carriage return without a line feed is not allowed here; remove it [syntax]`},
		{"a: x\ufeff\n", `1:5: the invisible character U+FEFF is not allowed here; remove it [syntax]`},
		{"a: \"\\e[31m\"\n", `1:4: this text holds the escape character U+001B as an escape; remove it [syntax]`},
		{"a: \"\\u202e\"\n", `1:4: this text holds the invisible mark U+202E, which changes the direction of text, as an escape; remove it [syntax]`},
		{"a: 1\nb: 2\na: 3\n", `3:1: key "a" is set twice, first in line 1 [duplicate]`},
		{"s:\n  a: 1\n  a: 3\n", `3:3: key "a" is set twice, first in line 2 [duplicate]`},
		{"a: {b: 1, \"b\": 2}\n", `1:11: key "b" is set twice, first in line 1 [duplicate]`},
	} {
		_, problems := Read("x", []byte(c.text))
		if diff := cmp.Diff("x:"+c.want, problems.Error()); diff != "" {
			t.Errorf("%q:\n%s", c.text, diff)
		}
	}
}

func TestReadReportsAllProblemsAndKeepsTheRest(t *testing.T) {
	root, problems := Read("x", []byte("a: [1\ns:\n  b: \"x\n  c: 1\n  d: {e: f g: h}\nt: &u v\nw: 2\n"))
	want := strings.Join([]string{
		`x:1:4: "[" is never closed; a "]" is missing [syntax]`,
		`x:3:6: this text is never closed; a " is missing [syntax]`,
		`x:5:10: a "," is missing before "g:", or quotes around the text [syntax]`,
		`x:6:4: anchors ("&") are not part of the language; put it in quotes if it is text [syntax]`,
	}, "\n")
	if diff := cmp.Diff(want, problems.Error()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("1:1 mapping\n  2:1 s: 3:3 mapping\n    4:3 c: 4:6 1\n  7:1 w: 7:4 2\n", outline(root)); diff != "" {
		t.Error(diff)
	}
}

func TestReadResolvedFollowsAnchors(t *testing.T) {
	root, problems := ReadResolved("x", []byte(strings.Join([]string{
		"base: &base {a: 1, b: 2}",
		"more: &more",
		"  b: 3",
		"  c: 4",
		"one: *base",
		"two:",
		"  <<: *base",
		"  b: 9",
		"three: {<<: [*more, *base], d: !!str 5}",
		"four: [*more]",
		"",
	}, "\n")))
	if problems != nil {
		t.Fatal(problems)
	}
	want := `
1:1 mapping
  1:1 base: 1:13 mapping in brackets
    1:14 a: 1:17 1
    1:20 b: 1:23 2
  2:1 more: 3:3 mapping
    3:3 b: 3:6 3
    4:3 c: 4:6 4
  5:1 one: 1:13 mapping in brackets
    1:14 a: 1:17 1
    1:20 b: 1:23 2
  6:1 two: 7:3 mapping
    8:3 b: 8:6 9
    1:14 a: 1:17 1
  9:1 three: 9:8 mapping in brackets
    9:29 d: 9:38 ` + "\x00" + `"5"
    3:3 b: 3:6 3
    4:3 c: 4:6 4
    1:14 a: 1:17 1
  10:1 four: 10:7 sequence in brackets
    3:3 mapping
      3:3 b: 3:6 3
      4:3 c: 4:6 4
`
	if diff := cmp.Diff(want, "\n"+outline(root)); diff != "" {
		t.Error(diff)
	}
}

func TestReadResolvedRefuses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a: *b\n", `1:4: alias "b" names no anchor that ends before it [reference]`},
		{"a: &a [*a]\n", `1:8: alias "a" names no anchor that ends before it [reference]`},
		{"a: *b\nb: &b 1\n", `1:4: alias "b" names no anchor that ends before it [reference]`},
		{"a: {<<: 1}\n", `1:9: only mappings can be merged [value]`},
		{"a: !!python/object x\n", `1:4: tag "!!python/object" is not one of YAML's own [syntax]`},
		{"a: !x y\n", `1:4: tag "!x" is not one of YAML's own [syntax]`},
	} {
		_, problems := ReadResolved("x", []byte(c.text))
		if diff := cmp.Diff("x:"+c.want, problems.Error()); diff != "" {
			t.Errorf("%q:\n%s", c.text, diff)
		}
	}
}

// A system of 10,000 components and 20,000 flows is an honest model.
func TestReadTakesLargeModels(t *testing.T) {
	root, problems := Read("x", generated(10_000))
	if problems != nil {
		t.Fatal(problems)
	}
	if flows := root.Items[len(root.Items)-1]; len(flows.Keys) != 20_000 {
		t.Errorf("%d flows", len(flows.Keys))
	}
}
