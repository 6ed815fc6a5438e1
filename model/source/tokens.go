package source

import (
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
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
	tokens, problem := r.scan(source, p.from)
	if problem != nil {
		out.problems = Problems{*problem}
		return out
	}
	guard := guard{reader: r}
	out.problems = guard.check(tokens)
	out.comments = guard.comments
	switch first := r.significant(p); {
	case out.problems != nil || first == p.to:
	case len(tokens) == len(guard.comments):
		out.problems = Problems{r.problem(first+1, 1, Syntax, "this line cannot be read as YAML")}
	default:
		out.node, out.problems = r.tree(tokens)
	}
	return out
}

// weigh refuses pieces whose tokens would take too much memory.
func (r *reader) weigh(p piece, source string) *Problem {
	weight, open, deepest := 0, 0, -1
	for i := range len(source) {
		switch c := source[i]; {
		case c == '[' || c == '{':
			if open++; open > maxDepth && deepest < 0 {
				deepest = i
			}
		case c == ']' || c == '}':
			open = max(0, open-1)
		case (c == ':' || c == '-' || c == '?') && (i+1 == len(source) || source[i+1] == ' ' || source[i+1] == '\n'):
		case c != ',' && c != '#' && c != '\n':
			continue
		}
		weight++
	}
	if weight <= maxWeight && len(source) <= maxEntry {
		return nil
	}
	if deepest < 0 {
		problem := r.problem(p.from+1, 1, Limit, "this entry is too large: more than %d KiB, or more than %d lines, brackets, commas and colons in one", maxEntry>>10, maxWeight)
		return &problem
	}
	before := source[:deepest]
	problem := r.problem(p.from+1+strings.Count(before, "\n"), width(before[strings.LastIndex(before, "\n")+1:])+1, Limit, "brackets are nested deeper than %d", maxDepth)
	return &problem
}

// scan cuts source, whose first line is line (counted from 0), into tokens and moves
// them to their place in the document.
func (r *reader) scan(source string, line int) (tokens token.Tokens, problem *Problem) {
	defer r.contain(line, &problem)
	var lexer scanner.Scanner
	lexer.Init(source)
	for {
		more, err := lexer.Scan()
		if err == io.EOF {
			return tokens, nil
		}
		tokens.Add(more...)
		settle(more, line)
		if err != nil {
			return nil, r.syntax(err.Error(), tokens[len(tokens)-1])
		}
	}
}

// settle moves tokens down by lines. After a tag the library counts one column too few.
func settle(tokens token.Tokens, lines int) {
	at, missing := 0, 0
	for _, tk := range tokens {
		if tk.Position.Line += lines; tk.Position.Line != at {
			at, missing = tk.Position.Line, 0
		}
		tk.Position.Column += missing
		if tk.Type == token.TagType && strings.HasSuffix(tk.Origin, " ") {
			missing++
		}
	}
}

// contain turns a panic of the library into a problem: its input is not ours.
func (r *reader) contain(line int, problem **Problem) {
	if recover() != nil {
		found := r.problem(line+1, 1, Syntax, "this entry cannot be read as YAML")
		*problem = &found
	}
}

func (r *reader) syntax(message string, at *token.Token) *Problem {
	problem := r.problem(at.Position.Line, at.Position.Column, Syntax, "%s", plain(message, at.Value))
	return &problem
}

// tree parses tokens and turns the result into our nodes at once.
func (r *reader) tree(tokens token.Tokens) (*Node, Problems) {
	body, problem := r.syntaxTree(tokens)
	if problem != nil {
		return nil, Problems{*problem}
	}
	c := converter{reader: r}
	node := c.convert(body, 0).node
	return node, c.problems
}

func (r *reader) syntaxTree(tokens token.Tokens) (body ast.Node, problem *Problem) {
	first := tokens[0]
	defer r.contain(first.Position.Line-1, &problem)
	file, err := parser.Parse(fill(tokens), 0, parser.AllowDuplicateMapKey())
	var positioned yaml.Error
	switch {
	case errors.As(err, &positioned) && positioned.GetToken() != nil:
		return nil, r.syntax(positioned.GetMessage(), positioned.GetToken())
	case err != nil || len(file.Docs) != 1 || file.Docs[0].Body == nil:
		return nil, r.syntax("this entry cannot be read as YAML", first)
	}
	return file.Docs[0].Body, nil
}

// fill writes the null of an empty list item where a key follows in the column of
// its dash: the library would take that key for the item.
func fill(tokens token.Tokens) token.Tokens {
	var filled token.Tokens
	var dash *token.Token
	for _, tk := range tokens {
		if tk.Type == token.CommentType {
			continue
		}
		if dash != nil && tk.Type != token.SequenceEntryType && tk.Position.Column == dash.Position.Column {
			null := token.New("null", " null", &token.Position{Line: dash.Position.Line, Column: dash.Position.Column + 1})
			null.Type = token.ImplicitNullType
			filled = append(filled, null)
		}
		if dash = nil; tk.Type == token.SequenceEntryType {
			dash = tk
		}
		filled = append(filled, tk)
	}
	return filled
}

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
		at := tk
		if g.inBlockScalar() {
			at = g.last
		}
		g.report(at, Limit, "this text is longer than 64 KiB")
	}
	switch {
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
	line, column := g.last.Position.Line, g.last.Position.Column+1
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
