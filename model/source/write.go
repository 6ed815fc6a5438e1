package source

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	lineWidth   = 140 // characters up to which a flow collection stays on one line
	commentGap  = 2   // spaces before a comment behind a value
	commentSlip = 40  // spaces up to which neighbouring comments are aligned
)

// Write writes a tree as YAML in its stable form: two spaces of indentation, flow
// collections on one line up to 140 columns and in block style beyond, single blank
// lines and all comments kept, values aligned where the author aligned them,
// comments of neighbouring lines aligned. Scalars keep the author's text and marks;
// text is quoted when it would be read as anything else, so that no text can inject
// YAML. The error names text that no document may hold, such as control characters,
// or is w's.
func Write(w io.Writer, root *Node) error {
	out := writer{}
	if err := check(root); err != nil {
		return err
	}
	out.root(root)
	_, err := w.Write(out.bytes())
	return err
}

// check refuses trees that could not be read again.
func check(n *Node) error {
	for _, r := range n.Text {
		if forbidden(r) || r == utf8.RuneError {
			return fmt.Errorf("%s: text %s holds %s", n.Pos, Quote(n.Text), name(r))
		}
	}
	for _, comment := range slices.Concat(n.Above, n.Below, []string{n.Beside}) {
		if comment != "" && (comment[0] != '#' || strings.ContainsFunc(comment, func(r rune) bool { return r == '\n' || forbidden(r) })) {
			return fmt.Errorf("%s: %s is not a comment of one line", n.Pos, Quote(comment))
		}
	}
	for _, child := range slices.Concat(n.Keys, n.Items) {
		if err := check(child); err != nil {
			return err
		}
	}
	return nil
}

type writer struct {
	lines []written
	dash  string // what the next line begins with, when it follows a "- "
}

type written struct{ text, comment string }

func (w *writer) bytes() []byte {
	var out bytes.Buffer
	for from := 0; from < len(w.lines); {
		to := from + 1
		for to < len(w.lines) && w.lines[from].comment != "" && w.lines[to].comment != "" {
			to++
		}
		align(&out, w.lines[from:to])
		from = to
	}
	return out.Bytes()
}

// align writes neighbouring lines, with their comments in one column if these are near.
func align(out *bytes.Buffer, lines []written) {
	shortest, longest := width(lines[0].text), 0
	for _, line := range lines {
		shortest, longest = min(shortest, width(line.text)), max(longest, width(line.text))
	}
	for _, line := range lines {
		out.WriteString(line.text)
		if line.comment != "" {
			gap := commentGap
			if longest-shortest <= commentSlip {
				gap += longest - width(line.text)
			}
			out.WriteString(strings.Repeat(" ", gap) + line.comment)
		}
		out.WriteByte('\n')
	}
}

func width(text string) int { return utf8.RuneCountInString(text) }

func (w *writer) line(indent int, text, comment string) {
	w.lines = append(w.lines, written{w.prefix(indent) + text, comment})
	w.dash = ""
}

func (w *writer) prefix(indent int) string {
	if w.dash != "" {
		return w.dash
	}
	return strings.Repeat(" ", indent)
}

// above writes whole lines: comments, and a blank line for each run of them.
func (w *writer) above(indent int, lines []string) {
	for _, text := range lines {
		switch {
		case text != "":
			w.lines = append(w.lines, written{strings.Repeat(" ", indent) + text, ""})
		case len(w.lines) > 0 && w.lines[len(w.lines)-1] != written{}:
			w.lines = append(w.lines, written{})
		}
	}
}

func (w *writer) root(n *Node) {
	if text, short := w.short(n, 0, 0); short {
		w.line(0, text, "")
		w.above(0, n.Below)
		return
	}
	w.collection(n, 0)
}

// collection writes a mapping or a sequence in block style from the next line on,
// or behind a dash.
func (w *writer) collection(n *Node, indent int) {
	if n.Kind == Mapping {
		w.mapping(n, indent)
	} else {
		w.sequence(n, indent)
	}
	w.above(indent, n.Below)
}

func (w *writer) sequence(n *Node, indent int) {
	for i, item := range n.Items {
		if i > 0 || w.dash == "" {
			w.above(indent, leading(item))
		}
		w.dash = w.prefix(indent) + "- "
		header, lines := block(item)
		switch {
		case header != "":
			w.line(indent, header, item.Beside)
			w.content(indent+2, lines)
		case item.Kind == Null && item.Text == "":
			w.dash = strings.TrimSuffix(w.dash, " ")
			w.line(indent, "", item.Beside)
		case item.Kind == Null || item.Kind == Scalar:
			w.line(indent, inline(item, false), item.Beside)
		default:
			w.item(item, indent)
		}
	}
}

// item writes a collection behind its dash. A comment beside its closing bracket
// ends the block that the collection becomes.
func (w *writer) item(n *Node, indent int) {
	if text, short := w.short(n, indent, 0); short {
		w.line(indent, text, n.Beside)
		return
	}
	w.collection(n, indent+2)
	if n.Beside != "" {
		w.above(indent+2, []string{n.Beside})
	}
}

// leading is what stands above an item: its own lines, and those of the first key
// or item of it, which shares its line.
func leading(item *Node) []string {
	lines := item.Above
	if len(item.Items) > 0 && (!item.Flow || !quiet(item)) {
		first := item.Items[0]
		if item.Kind == Mapping {
			return slices.Concat(lines, item.Keys[0].Above)
		}
		return slices.Concat(lines, leading(first))
	}
	return lines
}

func (w *writer) mapping(n *Node, indent int) {
	pads := w.pads(n, indent)
	for i, key := range n.Keys {
		if i > 0 || w.dash == "" {
			w.above(indent, key.Above)
		}
		w.entry(key, n.Items[i], indent, pads[i])
	}
}

func (w *writer) entry(key, value *Node, indent, pad int) {
	head := inline(key, false) + ":"
	if header, lines := block(value); header != "" {
		w.line(indent, head+" "+header, key.Beside)
		w.content(indent+2, lines)
		return
	}
	if text, short := w.short(value, indent, width(head)+1); short {
		if text != "" {
			head += strings.Repeat(" ", pad) + text
		}
		w.line(indent, head, key.Beside)
		w.above(indent+2, value.Below)
		return
	}
	w.line(indent, head, key.Beside)
	w.collection(value, indent+2)
}

// content writes the lines of a block scalar.
func (w *writer) content(indent int, lines []string) {
	for _, line := range lines {
		if line != "" {
			line = strings.Repeat(" ", indent) + line
		}
		w.lines = append(w.lines, written{line, ""})
	}
}

// short renders a value on the rest of a line, offset characters behind the
// indentation, if it can and may stand there.
func (w *writer) short(n *Node, indent, offset int) (string, bool) {
	if n.Kind == Null || n.Kind == Scalar {
		return inline(n, false), true
	}
	if len(n.Items) == 0 {
		return flow(n), true
	}
	if !n.Flow || !quiet(n) {
		return "", false
	}
	text := flow(n)
	return text, width(w.prefix(indent))+offset+width(text) <= lineWidth
}

// quiet tells whether a flow collection holds no comments.
func quiet(n *Node) bool {
	if len(n.Below) > 0 {
		return false
	}
	for _, carrier := range slices.Concat(n.Keys, n.Items) {
		if carrier.Beside != "" || slices.ContainsFunc(carrier.Above, func(s string) bool { return s != "" }) || !quiet(carrier) {
			return false
		}
	}
	return true
}

// flow renders a value in flow style.
func flow(n *Node) string {
	if n.Kind == Null || n.Kind == Scalar {
		return inline(n, true)
	}
	parts := make([]string, len(n.Items))
	for i, item := range n.Items {
		parts[i] = flow(item)
		if n.Kind == Mapping {
			parts[i] = inline(n.Keys[i], true) + ": " + parts[i]
		}
	}
	if n.Kind == Mapping {
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// pads returns how many spaces stand between each key and a value on its line. Where
// the author aligned values of a run of keys, with no line between them, they stay so.
func (w *writer) pads(n *Node, indent int) []int {
	pads := make([]int, len(n.Keys))
	for from := 0; from < len(n.Keys); {
		to := from + 1
		for to < len(n.Keys) && len(n.Keys[to].Above) == 0 {
			to++
		}
		w.padRun(n, indent, from, to, pads)
		from = to
	}
	return pads
}

func (w *writer) padRun(n *Node, indent, from, to int, pads []int) {
	column, values := 0, make([]string, to-from)
	for i := from; i < to; i++ {
		pads[i] = 1
		head := width(inline(n.Keys[i], false)) + 2
		if text, short := w.short(n.Items[i], indent, head); short && text != "" {
			if header, _ := block(n.Items[i]); header == "" {
				values[i-from], column = text, max(column, head)
			}
		}
	}
	if !aligned(n, from, to) {
		return
	}
	for i := from; i < to; i++ {
		if indent+column+width(values[i-from]) <= lineWidth && values[i-from] != "" {
			pads[i] = column - width(inline(n.Keys[i], false)) - 1
		}
	}
}

// aligned tells whether two values of a run stood in one column with more than a
// space before one of them.
func aligned(n *Node, from, to int) bool {
	columns, wide := map[int]int{}, map[int]bool{}
	for i := from; i < to; i++ {
		key, value := n.Keys[i].Pos, n.Items[i].Pos
		if key.Line == 0 || key.Line != value.Line || key == value {
			continue
		}
		columns[value.Column]++
		if value.Column-key.Column > width(inline(n.Keys[i], false))+2 {
			wide[value.Column] = true
		}
	}
	for column := range wide {
		if columns[column] > 1 {
			return true
		}
	}
	return false
}
