package tree

import (
	"bytes"
	"unicode/utf8"

	"github.com/stormtree-dev/stormtree/model/source"
)

// kind is what a JSON token is: the character that it begins with, where "0" is
// any number.
type kind byte

const (
	endOfText kind = 0
	text      kind = '"'
	number    kind = '0'
)

func (k kind) word() string {
	switch k {
	case endOfText:
		return "the end of the text"
	case text:
		return "a text"
	case number:
		return "a number"
	case 't', 'f':
		return "true or false"
	case 'n':
		return "null"
	case '{':
		return "an object"
	case '[':
		return "a list"
	}
	return string([]byte{'"', byte(k), '"'})
}

// scanner cuts JSON (RFC 8259) into tokens. After the first mistake it reports
// and sees only the end of the text. encoding/json alone takes twice as long as the
// whole reading, and has no positions for what is wrong beyond syntax.
type scanner struct {
	*Graph
	data   []byte
	base   Place
	next   int // byte behind the token
	depth  int // of open objects and lists
	failed bool

	kind  kind
	begin int    // of the token
	text  []byte // of a string, decoded, or of a number; valid until the next token
	spare []byte // for strings with escapes
}

const maxDepth = 2*MaxNesting + 8

func (s *scanner) place() Place { return s.base + Place(s.begin) }

func (s *scanner) fail(at int, kind, format string, args ...any) {
	if !s.failed {
		s.Report(s.base+Place(at), kind, format, args...)
	}
	s.failed = true
	s.kind, s.begin, s.next = endOfText, len(s.data), len(s.data)
}

// start checks the characters and reads the first token.
func (s *scanner) start() {
	if bad := invalidUTF8(s.data); bad >= 0 {
		s.fail(bad, source.Syntax, "this is not UTF-8 text")
	}
	if bytes.HasPrefix(s.data, []byte("\ufeff")) {
		s.next = len("\ufeff")
	}
	s.advance()
}

// invalidUTF8 is the first byte that is no UTF-8, or -1.
func invalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	at := 0
	for {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
}

// advance reads the next token.
func (s *scanner) advance() {
	at := s.next
	for at < len(s.data) && isSpace(s.data[at]) {
		at++
	}
	s.begin, s.next = at, at
	if at == len(s.data) {
		s.kind = endOfText
		return
	}
	switch c := s.data[at]; c {
	case '{', '[':
		s.punctuation(c)
		if s.depth++; s.depth > maxDepth {
			s.fail(at, source.Limit, "this is nested deeper than %d", maxDepth)
		}
	case '}', ']':
		s.punctuation(c)
		s.depth--
	case ':', ',':
		s.punctuation(c)
	case '"':
		s.scanText()
	case 't':
		s.word("true")
	case 'f':
		s.word("false")
	case 'n':
		s.word("null")
	default:
		s.scanNumber()
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func (s *scanner) punctuation(c byte) { s.kind, s.next = kind(c), s.begin+1 }

func (s *scanner) word(w string) {
	if !bytes.HasPrefix(s.data[s.begin:], []byte(w)) {
		s.unknown()
		return
	}
	s.kind, s.next = kind(w[0]), s.begin+len(w)
}

func (s *scanner) unknown() {
	rest := s.data[s.begin:min(len(s.data), s.begin+quotedBytes)]
	if end := bytes.IndexAny(rest, " \n\t\r,:]}"); end > 0 {
		rest = rest[:end]
	}
	s.fail(s.begin, source.Syntax, "%s is not JSON", source.Quote(string(rest)))
}

const quotedBytes = 80 // of something unreadable that a message may show

func (s *scanner) scanText() {
	from := s.begin + 1
	for at := from; at < len(s.data); at++ {
		switch c := s.data[at]; {
		case c == '"':
			s.kind, s.text, s.next = text, s.data[from:at], at+1
			return
		case c == '\\':
			s.scanEscaped(from, at)
			return
		case c < ' ':
			s.fail(at, source.Syntax, "a control character in a text should be written as an escape")
			return
		}
	}
	s.fail(s.begin, source.Syntax, "this text does not end")
}

// scanNumber accepts what RFC 8259 calls a number.
func (s *scanner) scanNumber() {
	at := s.begin
	if s.data[at] == '-' {
		at++
	}
	whole := s.digits(at)
	ok := whole > at && (whole == at+1 || s.data[at] != '0')
	at = whole
	if at < len(s.data) && s.data[at] == '.' {
		fraction := s.digits(at + 1)
		ok = ok && fraction > at+1
		at = fraction
	}
	if at < len(s.data) && s.data[at]|0x20 == 'e' {
		if at++; at < len(s.data) && (s.data[at] == '+' || s.data[at] == '-') {
			at++
		}
		exponent := s.digits(at)
		ok = ok && exponent > at
		at = exponent
	}
	if !ok {
		s.unknown()
		return
	}
	s.kind, s.text, s.next = number, s.data[s.begin:at], at
}

func (s *scanner) digits(at int) int {
	for at < len(s.data) && s.data[at] >= '0' && s.data[at] <= '9' {
		at++
	}
	return at
}
