package source

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
