package tree

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/stormtree-dev/stormtree/model/source"
)

// scanEscaped reads a string from its first backslash on.
func (s *scanner) scanEscaped(from, at int) {
	s.spare = append(s.spare[:0], s.data[from:at]...)
	for at < len(s.data) {
		switch c := s.data[at]; {
		case c == '"':
			s.kind, s.text, s.next = text, s.spare, at+1
			return
		case c == '\\':
			size := s.escape(at)
			if size == 0 {
				s.fail(at, source.Syntax, "this escape is not JSON")
				return
			}
			at += size
		case c < ' ':
			s.fail(at, source.Syntax, "a control character in a text should be written as an escape")
			return
		default:
			s.spare = append(s.spare, c)
			at++
		}
	}
	s.fail(s.begin, source.Syntax, "this text does not end")
}

// escape adds what an escape stands for and returns its length, or 0.
func (s *scanner) escape(at int) int {
	if at+1 >= len(s.data) {
		return 0
	}
	switch c := s.data[at+1]; c {
	case '"', '\\', '/':
		s.spare = append(s.spare, c)
	case 'b':
		s.spare = append(s.spare, '\b')
	case 'f':
		s.spare = append(s.spare, '\f')
	case 'n':
		s.spare = append(s.spare, '\n')
	case 'r':
		s.spare = append(s.spare, '\r')
	case 't':
		s.spare = append(s.spare, '\t')
	case 'u':
		return s.codePoint(at)
	default:
		return 0
	}
	return 2
}

// codePoint reads \uXXXX, or the two of them that stand for one character.
func (s *scanner) codePoint(at int) int {
	r, size := s.hex(at), 6
	if utf16.IsSurrogate(r) {
		r, size = utf16.DecodeRune(r, s.hex(at+6)), 12
		if r == utf8.RuneError {
			return 0
		}
	}
	if r < 0 {
		return 0
	}
	s.spare = utf8.AppendRune(s.spare, r)
	return size
}

func (s *scanner) hex(at int) rune {
	if at+6 > len(s.data) || s.data[at] != '\\' || s.data[at+1] != 'u' {
		return -1
	}
	n, err := strconv.ParseUint(string(s.data[at+2:at+6]), 16, 32)
	if err != nil {
		return -1
	}
	return rune(n)
}
