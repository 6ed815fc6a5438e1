package source

import (
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/token"
)

// meanings says in our words what the library's messages mean; WORD is the author's.
var meanings = []struct{ theirs, ours string }{
	{"sequence end token ']' not found", `"[" is never closed; a "]" is missing`},
	{"could not find flow mapping end token", `"{" is never closed; a "}" is missing`},
	{"could not find '['", `"]" closes nothing; a "[" is missing, or quotes around the text`},
	{"could not find '{'", `"}" closes nothing; a "{" is missing, or quotes around the text`},
	{"',' or '}' must be specified", `a "," is missing before WORD, or quotes around the text`},
	{"',' or ']' must be specified", `a "," is missing before WORD, or quotes around the text`},
	{"expected sequence element", `a value is missing before ","`},
	{"could not find end character of double-quoted", `this text is never closed; a " is missing`},
	{"could not find end character of single-quoted", `this text is never closed; a ' is missing`},
	{"value is not allowed in this context. map key-value", "WORD follows a value that is complete already; check quotes and indentation"},
	{"mapping value is not allowed", `a second ":" follows WORD; check the indentation of the next line, or put the text in quotes`},
	{"value is not allowed in this context", "WORD cannot stand here; check its indentation"},
	{"non-map value is specified", `WORD stands where a "key: value" line should`},
	{"unexpected key name", `WORD is not a key of one line; check for a missing ":" there`},
	{"map key definition includes", `WORD is not a key of one line; check for a missing ":" there`},
	{"found an invalid key", `":" has no key before it; put the text in quotes`},
	{"could not find flow map content", `WORD is not a "key: value" pair`},
	{"block sequence entries are not allowed", `a list cannot begin on the line of its key; put "- " on the next line`},
	{"'@' is a reserved", `a value may not begin with "@"; put it in quotes`},
	{"'`' is a reserved", "a value may not begin with \"`\"; put it in quotes"},
	{"invalid header option", `only "-", "+" and a digit may follow "|" or ">"; put the text in quotes if it is no block of lines`},
	{"found unknown escape character", `"\" begins an escape that does not exist; write "\\" for a backslash`},
	{"not enough length for escaped", `this escape is too short`},
	{"undefined anchor", "an anchor must stand before a value"},
	{"could not find anchor value", "an anchor must stand before a value"},
	{"found unexpected", `this text is never closed`},
}

// plain says in our words what the library's message about a word means.
func plain(message, word string) string {
	for _, m := range meanings {
		if strings.HasPrefix(message, m.theirs) {
			return strings.ReplaceAll(m.ours, "WORD", Quote(word))
		}
	}
	return strings.Trim(Quote(message), `"`) + " at " + Quote(word)
}

// loose says what is wrong with plain text that the library lets pass: a bracket
// or comma that opens nothing, and a second key without a comma before it.
func loose(text string, flow bool) string {
	switch {
	case text == "":
	case strings.ContainsAny(text[:1], "}],"):
		return "a value may not begin with " + Quote(text[:1]) + "; a bracket is missing, or quotes around the text"
	case text[0] == '%':
		return `a value may not begin with "%"; put it in quotes`
	case flow && (strings.Contains(text, ": ") || strings.HasSuffix(text, ":")):
		words := strings.Fields(text[:strings.Index(text+" ", ": ")])
		if len(words) == 0 {
			return `":" has no key before it; put the text in quotes`
		}
		return `a "," is missing before ` + Quote(words[len(words)-1]+":") + ", or quotes around the text"
	}
	return ""
}

// badEscape finds the first escape of a double-quoted text that is not as many
// hexadecimal digits as it should be.
func (g *guard) badEscape(tk *token.Token) *Problem {
	line, column := tk.Position.Line, tk.Position.Column
	rest := g.body[g.seek(line, column):]
	for i := 1; i < len(rest) && rest[i] != '"'; i++ {
		if rest[i] == '\n' {
			line, rest, i, column = line+1, rest[i+1:], -1, 1
			continue
		}
		if rest[i] != '\\' || i+1 == len(rest) || rest[i+1] == '\n' {
			continue
		}
		if digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[rest[i+1]]; !hex(rest[i+2:], digits) {
			problem := g.problem(line, column+width(rest[:i]), Syntax, `"\%c" needs %d hexadecimal digits; write "\\" for a backslash`, rest[i+1], digits)
			return &problem
		}
		i++
	}
	return nil
}

// place is a position in the text with its byte offset.
type place struct{ line, column, offset int }

// seek returns the byte offset of a position. Positions on one line are asked for
// from left to right, so the walk goes on where the last one ended.
func (g *guard) seek(line, column int) int {
	if g.place.line != line || g.place.column > column {
		g.place = place{line, 1, int(g.start[line-1])}
	}
	for ; g.place.column < column && g.place.offset < len(g.body); g.place.column++ {
		_, size := utf8.DecodeRuneInString(g.body[g.place.offset:])
		g.place.offset += size
	}
	return g.place.offset
}

func hex(text string, digits int) bool {
	return len(text) >= digits && strings.Trim(text[:digits], "0123456789abcdefABCDEF") == ""
}
