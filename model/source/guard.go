package source

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/token"
)

// guard walks the tokens of a piece before the parser sees them.
type guard struct {
	*reader
	problems Problems
	comments []comment
	levels   []level
	last     *token.Token // that is no comment
	place    place
}

// level is one collection that is open at a token.
type level struct {
	column int // of a block collection, 0 for a flow collection
	items  int
}

func (g *guard) check(tokens token.Tokens) Problems {
	for _, tk := range tokens {
		if len(g.problems) >= maxProblems || len(g.levels) > maxDepth {
			break
		}
		if message := g.stranger(tk.Type); message != "" {
			g.report(tk, Syntax, message)
		}
		g.value(tk)
		g.structure(tk)
		if tk.Type != token.CommentType {
			g.last = tk
		}
	}
	return g.problems
}

func (g *guard) report(tk *token.Token, kind, message string) {
	g.problems = append(g.problems, g.problem(tk.Position.Line, tk.Position.Column, kind, "%s", message))
}

// stranger says what is wrong with a token that our language does not have.
func (g *guard) stranger(t token.Type) string {
	if t == token.DirectiveType {
		return "a value may not begin with \"%\"; put it in quotes"
	}
	if t == token.MappingKeyType {
		return "keys may not begin with \"? \"; write \"key: value\", or put it in quotes"
	}
	if g.anchors != nil {
		return ""
	}
	switch t {
	case token.AnchorType:
		return "anchors (\"&\") are not part of the language; put it in quotes if it is text"
	case token.AliasType:
		return "aliases (\"*\") are not part of the language; put it in quotes if it is text"
	case token.TagType:
		return "tags (\"!\") are not part of the language; put it in quotes if it is text"
	case token.MergeKeyType:
		return "merges (\"<<\") are not part of the language"
	}
	return ""
}

// value checks a token's text and keeps comments.
func (g *guard) value(tk *token.Token) {
	if tk.Type == token.CommentType {
		g.comments = append(g.comments, comment{"#" + strings.TrimRight(tk.Value, " "), tk.Position.Line, tk.Position.Column})
		return
	}
	if len(tk.Value) > maxScalar {
		at := tk
		if g.inBlockScalar() {
			at = g.last
		}
		g.report(at, Limit, "this text is longer than 64 KiB")
	}
	switch {
	case g.inBlockScalar() && strings.Contains(g.last.Value, "+") && strings.Trim(tk.Value, " \n") == "":
		// the library loses it where a key follows
		g.report(g.last, Syntax, "\"+\" keeps empty lines behind a text, but there is none; write \"\" or leave the \"+\" out")
	case tk.Type == token.DoubleQuoteType:
		g.escapes(tk)
	case tk.Type == token.StringType && !g.inBlockScalar():
		g.relocate(tk)
		if message := loose(tk.Value, g.inFlow()); message != "" {
			g.report(tk, Syntax, message)
		}
	}
}

// inBlockScalar tells whether the token before is the header of a block scalar.
func (g *guard) inBlockScalar() bool {
	return g.last != nil && (g.last.Type == token.LiteralType || g.last.Type == token.FoldedType)
}

// relocate corrects the position of text that runs over lines and has a dash at the
// begin of one: the library then says where it ends.
func (g *guard) relocate(tk *token.Token) {
	if g.last == nil || !strings.Contains(tk.Value, "-") || strings.HasPrefix(g.body[g.seek(tk.Position.Line, tk.Position.Column):], firstWord(tk.Value)) {
		return
	}
	line, column := g.last.Position.Line, g.last.Position.Column+width(g.last.Value)
	rest := g.body[g.seek(line, column):]
	for {
		begun := strings.TrimLeft(rest, " ")
		if begun != "" && begun[0] != '\n' && begun[0] != '#' {
			tk.Position.Line, tk.Position.Column = line, column+len(rest)-len(begun)
			return
		}
		_, rest, _ = strings.Cut(rest, "\n")
		if line, column = line+1, 1; rest == "" {
			return
		}
	}
}

func firstWord(text string) string {
	word, _, _ := strings.Cut(text, " ")
	word, _, _ = strings.Cut(word, "\n")
	return word
}

func (g *guard) escapes(tk *token.Token) {
	if problem := g.badEscape(tk); problem != nil {
		g.problems = append(g.problems, *problem)
		return
	}
	for _, r := range tk.Value {
		if forbidden(r) || r == utf8.RuneError {
			g.report(tk, Syntax, "this text holds "+name(r)+" as an escape; remove it")
			return
		}
	}
}

// structure bounds depth and the number of items of collections.
func (g *guard) structure(tk *token.Token) {
	switch tk.Type {
	case token.MappingStartType, token.SequenceStartType:
		g.open(tk, level{})
	case token.MappingEndType, token.SequenceEndType:
		g.closeFlow()
	case token.CollectEntryType:
		g.count(tk, maxItems)
	case token.SequenceEntryType:
		if !g.inFlow() {
			g.block(tk, tk.Position.Column, maxItems)
		}
	case token.MappingValueType:
		if !g.inFlow() && g.last != nil {
			g.block(tk, g.last.Position.Column, maxKeys)
		}
	}
}

func (g *guard) inFlow() bool { return len(g.levels) > 0 && g.levels[len(g.levels)-1].column == 0 }

func (g *guard) open(tk *token.Token, l level) {
	g.levels = append(g.levels, l)
	if len(g.levels) == maxDepth+1 {
		g.report(tk, Limit, "this is nested deeper than 64")
	}
}

func (g *guard) closeFlow() {
	if g.inFlow() {
		g.levels = g.levels[:len(g.levels)-1]
	}
}

// block counts an item of the block collection at a column, which closes deeper ones.
func (g *guard) block(tk *token.Token, column, limit int) {
	for len(g.levels) > 0 && g.levels[len(g.levels)-1].column > column {
		g.levels = g.levels[:len(g.levels)-1]
	}
	if len(g.levels) == 0 || g.levels[len(g.levels)-1].column != column {
		g.open(tk, level{column: column})
	}
	g.count(tk, limit)
}

func (g *guard) count(tk *token.Token, limit int) {
	if len(g.levels) == 0 {
		return
	}
	top := &g.levels[len(g.levels)-1]
	if top.items++; top.items == limit+1 {
		g.report(tk, Limit, "one collection holds more than "+strconv.Itoa(limit)+" items")
	}
}
