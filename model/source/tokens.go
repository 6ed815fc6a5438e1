package source

import (
	"errors"
	"io"
	"strings"

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
