package source

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of one file. The lexer and the parser behind Read take time and memory
// that grow faster than the text in places, so what they get to see is bounded first.
const (
	maxFile     = 8 << 20   // bytes
	maxLines    = 400_000   // lines
	maxLine     = 64 << 10  // bytes in one line
	maxBlanks   = 50        // blank lines in a row: the lexer copies a block of text once for each
	maxAngles   = 64        // "<" in a row: the lexer looks ahead from each
	maxEntry    = 512 << 10 // bytes that reach the parser at once
	maxWeight   = 50_000    // brackets, commas, colons, dashes and lines that reach it at once
	maxDepth    = 64        // nested mappings and sequences
	maxKeys     = 1_000     // keys of one block mapping inside an entry
	maxItems    = 5_000     // items of one collection inside an entry
	maxScalar   = 64 << 10  // bytes of one value
	maxNodes    = 750_000   // keys and values of one file
	maxExpanded = 500_000   // the same where aliases and merges are expanded: few bytes make many of them
	bytesANode  = 3         // of a text, for each of its keys and values
	spareNodes  = 10_000    // that any text may have beyond that
	maxProblems = 100       // problems after which reading stops
	maxLetters  = 20        // of which are forbidden characters
)

// text is one document, decoded and cut into lines.
type text struct {
	file  string
	body  string
	start []int32 // where each line begins in body, and one past the end
}

// newText checks size and characters of a document and cuts it into lines; tabs
// between words count as one space each, spaces at the ends of lines as none.
func newText(file string, data []byte) (*text, Problems) {
	t := &text{file: file}
	if len(data) > maxFile {
		return nil, Problems{t.problem(1, 1, Limit, "the file holds more than the %d MiB that are read", maxFile>>20)}
	}
	body := strings.TrimPrefix(string(data), "\ufeff")
	if strings.Contains(body, "\r\n") {
		body = strings.ReplaceAll(body, "\r\n", "\n")
	}
	if problems := t.checkLetters(body); problems != nil {
		return nil, problems
	}
	t.body = tidy(body)
	t.cutLines()
	return t, t.checkLines()
}

// tidy turns tabs into spaces, drops those at the ends of lines, after which the
// lexer miscounts columns, and ends the last line, where it loses a tag otherwise.
func tidy(body string) string {
	body = strings.TrimSuffix(strings.ReplaceAll(body, "\t", " "), "\n") + "\n"
	if !strings.Contains(body, " \n") {
		return body
	}
	var out strings.Builder
	out.Grow(len(body))
	for line := range strings.Lines(body) {
		out.WriteString(strings.TrimRight(line, " \n"))
		out.WriteByte('\n')
	}
	return out.String()
}

func (t *text) cutLines() {
	t.start = append(make([]int32, 0, strings.Count(t.body, "\n")+2), 0)
	for i := range len(t.body) {
		if t.body[i] == '\n' {
			t.start = append(t.start, int32(i+1))
		}
	}
}

// lines counts the lines of the text.
func (t *text) lines() int { return len(t.start) - 1 }

// line returns line i, counted from 0, without its end.
func (t *text) line(i int) string {
	return strings.TrimSuffix(t.body[t.start[i]:t.start[i+1]], "\n")
}

// between returns lines from up to, not including, to.
func (t *text) between(from, to int) string { return t.body[t.start[from]:t.start[to]] }

func (t *text) problem(line, column int, kind, format string, args ...any) Problem {
	return Problem{Pos: Pos{File: t.file, Line: line, Column: column}, Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// checkLetters reports characters that have no place in a model, and tabs that
// indent; of a file that is no text only the first.
func (t *text) checkLetters(body string) Problems {
	var problems Problems
	line, column, indenting, most := 1, 1, true, maxLetters
	if !utf8.ValidString(body) || strings.ContainsRune(body, 0) {
		most = 1
	}
	for i := 0; i < len(body) && len(problems) < most; {
		r, size := utf8.DecodeRuneInString(body[i:])
		switch {
		case r == '\t' && indenting && !blankFrom(body[i:]):
			problems = append(problems, t.problem(line, column, Syntax, "a tab indents this line; indent with spaces"))
			indenting = false
		case r == utf8.RuneError && size == 1:
			problems = append(problems, t.problem(line, column, Syntax, "byte 0x%02x is not UTF-8 text", body[i]))
		case forbidden(r):
			problems = append(problems, t.problem(line, column, Syntax, "%s is not allowed here; remove it", name(r)))
		}
		indenting = indenting && r == ' '
		i, column = i+size, column+1
		if r == '\n' {
			line, column, indenting = line+1, 1, true
		}
	}
	return problems
}

// blankFrom tells whether nothing but white space or a comment follows on the line.
func blankFrom(body string) bool {
	rest := strings.TrimLeft(body, " \t")
	return rest == "" || rest[0] == '\n' || rest[0] == '#'
}

// forbidden tells whether a character may appear nowhere in a document: controls
// and terminal escapes, marks that reorder what a reader sees, line breaks that
// editors do not count, and what is no character at all.
func forbidden(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < ' ' || r >= 0x7f && r <= 0x9f:
		return true
	case r < 0x600:
		return false
	case unicode.Is(unicode.Bidi_Control, r), r == 0x2028, r == 0x2029, r == 0xfeff:
		return true
	}
	return !utf8.ValidRune(r) || r&0xfffe == 0xfffe || r >= 0xe0000 && r <= 0xe007f
}

func name(r rune) string {
	switch {
	case r == 0:
		return "a NUL character"
	case r == 0x1b:
		return "the escape character U+001B"
	case r == '\r':
		return "a carriage return without a line feed"
	case r < ' ' || r >= 0x7f && r <= 0x9f:
		return fmt.Sprintf("the control character U+%04X", r)
	case unicode.Is(unicode.Bidi_Control, r):
		return fmt.Sprintf("the invisible mark U+%04X, which changes the direction of text,", r)
	}
	return fmt.Sprintf("the invisible character U+%04X", r)
}

// checkLines bounds what the lexer is slow at: long lines, many blank lines, many "<".
func (t *text) checkLines() Problems {
	if t.lines() > maxLines {
		return Problems{t.problem(maxLines+1, 1, Limit, "the file has more than %d lines", maxLines)}
	}
	blanks := 0
	for i := range t.lines() {
		line := t.line(i)
		if blanks++; strings.TrimLeft(line, " ") != "" {
			blanks = 0
		}
		switch at := strings.Index(line, strings.Repeat("<", maxAngles)); {
		case len(line) > maxLine:
			return Problems{t.problem(i+1, 1, Limit, "this line holds %d bytes, more than %d", len(line), maxLine)}
		case blanks > maxBlanks:
			return Problems{t.problem(i+1, 1, Limit, "more than %d blank lines in a row", maxBlanks)}
		case at >= 0:
			return Problems{t.problem(i+1, utf8.RuneCountInString(line[:at])+1, Limit, "more than %d \"<\" in a row", maxAngles-1)}
		}
	}
	return nil
}
