// Package source reads YAML text into small nodes that know where they stand.
//
// It is the one guard between untrusted text and the rest of Stormtree: size,
// depth, entries and characters are bounded before any parser sees the text,
// and every value keeps its position so that later messages can name it.
package source

import "fmt"

// Pos is a place in a file. Line and Column start at 1; columns count
// characters, not bytes. The zero Pos is "nowhere".
type Pos struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// String renders the position as file:line:column. Characters of the file's name
// that a terminal or a log would obey are spelt out.
func (p Pos) String() string { return fmt.Sprintf("%s:%d:%d", Printable(p.File), p.Line, p.Column) }

// Kind says what a Node is.
type Kind uint8

// The kinds of Node.
const (
	Null Kind = iota
	Scalar
	Mapping
	Sequence
)

// Node is one YAML value with its position. A mapping has as many Keys as
// Items, in the author's order; a sequence has only Items.
type Node struct {
	Kind   Kind
	Quoted bool     // quoted or a block scalar: text, whatever it looks like
	Flow   bool     // a mapping or sequence written in flow style
	Mark   byte     // how the author began a quoted scalar: one of " ' | > (0: plain, or not from a file)
	Text   string   // a scalar's text as the author wrote it, unquoted
	Lines  []string // of a block scalar, as the author broke them: written instead of Text, so clear them to change it
	Pos    Pos
	Keys   []*Node
	Items  []*Node

	// Comments, each line with its #. They belong to a value in a sequence and to
	// a key in a mapping, and change nothing but how a document is written.
	Above  []string // whole lines before it; "" is a blank line between them
	Beside string   // behind it on the same line
	Below  []string // at the end of a mapping or sequence, after its last item
}
