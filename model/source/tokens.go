package source

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/scanner"
	"github.com/goccy/go-yaml/token"
)

// comment is one comment of the document, with its #.
type comment struct {
	text         string
	line, column int
}

// parse reads a piece: weighs it, cuts it into tokens, checks those, and only then
// lets the parser see them.
func (r *reader) parse(p piece) (out part) {
	out.piece = p
	source := r.between(p.from, p.to)
	if problem := r.weigh(p, source); problem != nil {
		out.problems = Problems{*problem}
		return out
	}
	defer func() {
		if recover() != nil { // the library's, not ours: convert and check run outside
			out.node, out.problems = nil, Problems{r.problem(p.from+1, 1, Syntax, "this entry cannot be read as YAML")}
		}
	}()
	tokens, problem := r.scan(source, p.from)
	if problem != nil {
		out.problems = Problems{*problem}
		return out
	}
	guard := guard{reader: r}
	out.problems = guard.check(tokens)
	out.comments = guard.comments
	if out.problems == nil && len(tokens) > len(guard.comments) {
		out.node, out.problems = r.tree(tokens)
	}
	return out
}

// weigh refuses pieces whose tokens would take too much memory.
func (r *reader) weigh(p piece, source string) *Problem {
	weight, open, deepest := 0, 0, Problem{}
	line, begin := p.from, 0
	for i := range len(source) {
		switch c := source[i]; {
		case c == '\n':
			line, begin = line+1, i+1
		case c == '[' || c == '{':
			if open++; open == maxDepth+1 && deepest.Message == "" {
				deepest = r.problem(line+1, utf8.RuneCountInString(source[begin:i])+1, Limit, "brackets are nested deeper than %d", maxDepth)
			}
		case c == ']' || c == '}':
			open = max(0, open-1)
		case c != ',' && c != '#' && (c != ':' && c != '-' && c != '?' || i+1 < len(source) && source[i+1] != ' ' && source[i+1] != '\n'):
			continue
		}
		weight++
	}
	if weight <= maxWeight && len(source) <= maxEntry {
		return nil
	}
	if deepest.Message == "" {
		deepest = r.problem(p.from+1, 1, Limit, "this entry is too large: more than %d KiB, or more than %d lines, brackets, commas and colons in one", maxEntry>>10, maxWeight)
	}
	return &deepest
}

// scan cuts source into tokens and moves them to their place in the document.
func (r *reader) scan(source string, line int) (token.Tokens, *Problem) {
	var lexer scanner.Scanner
	var tokens token.Tokens
	lexer.Init(source)
	for {
		more, err := lexer.Scan()
		if err == io.EOF {
			return tokens, nil
		}
		tokens.Add(more...)
		for _, tk := range more {
			tk.Position.Line += line
		}
		if err != nil {
			last := tokens[len(tokens)-1]
			return nil, r.syntax(err.Error(), last)
		}
	}
}

func (r *reader) syntax(message string, at *token.Token) *Problem {
	problem := r.problem(at.Position.Line, at.Position.Column, Syntax, "%s", plain(message, at.Value))
	return &problem
}

// tree parses tokens and turns the result into our nodes at once.
func (r *reader) tree(tokens token.Tokens) (*Node, Problems) {
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, Problems{*r.refused(err, tokens[0])}
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return nil, Problems{*r.syntax("this entry cannot be read as YAML", tokens[0])}
	}
	c := converter{reader: r}
	node := c.convert(file.Docs[0].Body, 0).node
	return node, c.problems
}

func (r *reader) refused(err error, first *token.Token) *Problem {
	var positioned yaml.Error
	if errors.As(err, &positioned) && positioned.GetToken() != nil {
		return r.syntax(positioned.GetMessage(), positioned.GetToken())
	}
	return r.syntax(err.Error(), first)
}

// guard walks the tokens of a piece before the parser sees them.
type guard struct {
	*reader
	problems Problems
	comments []comment
	levels   []level
	last     *token.Token // that is no comment
}

// level is one collection that is open at a token.
type level struct {
	column int // of a block collection, 0 for a flow collection
	items  int
	keys   bool // of a mapping, by colons
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
		g.report(tk, Limit, "this text is longer than 64 KiB")
	}
	if tk.Type != token.DoubleQuoteType {
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
		g.report(tk, Limit, "one collection holds more than "+decimal(limit)+" items")
	}
}
