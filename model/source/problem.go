package source

import (
	"cmp"
	"slices"
	"strings"
)

// The kinds of Problem.
const (
	Syntax     = "syntax"      // the text is not what we can read
	UnknownKey = "unknown-key" // a key that the language does not have
	Value      = "value"       // a value outside its type, range or words
	Reference  = "reference"   // an id that nothing has
	Duplicate  = "duplicate"   // a key or id that is set twice
	Cycle      = "cycle"       // things that contain or need each other
	Limit      = "limit"       // more than we are ready to read
	Include    = "include"     // a file that may not or cannot be included
)

// Problem is one thing wrong with an input, at the place where it stands.
type Problem struct {
	Pos     Pos
	Message string // the fact, the author's own word, what would be right
	Kind    string // one word: syntax, unknown-key, value, reference, duplicate, cycle, limit, include
}

// Error renders the problem as file:line:column: message [kind].
func (p Problem) Error() string { return p.Pos.String() + ": " + p.Message + " [" + p.Kind + "]" }

// Problems is every problem of one input, sorted by position.
type Problems []Problem

// Error renders the problems one per line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Sort orders the problems by file, line and column; problems at one place keep
// the order in which they were found.
func (ps Problems) Sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int { return a.Pos.compare(b.Pos) })
}

// Limit returns the first n problems, and how many it left out.
func (ps Problems) Limit(n int) (Problems, int) {
	if len(ps) <= n {
		return ps, 0
	}
	return ps[:n:n], len(ps) - n
}

func (p Pos) compare(q Pos) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}
