package markup

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/stormtree-dev/stormtree/model/source"
)

// decode replaces references to characters; most texts have none and stay as they are.
func (s *Scanner) decode(raw []byte, at int) []byte {
	special := false
	for i, c := range raw {
		if c < ' ' && !isSpace(c) {
			s.fail(at+i, source.Syntax, "a control character is not allowed in XML")
			return nil
		}
		special = special || c == '&' || c == 0xef
	}
	if !special {
		return raw
	}
	if bad := bytes.IndexFunc(raw, isControl); bad >= 0 {
		s.fail(at+bad, source.Syntax, "a control character is not allowed in XML")
		return nil
	}
	var out []byte
	for i := 0; i < len(raw); {
		if raw[i] != '&' {
			out = append(out, raw[i])
			i++
			continue
		}
		size := 0
		if out, size = s.reference(out, raw[i:], at+i); size == 0 {
			return nil
		}
		i += size
	}
	return out
}

const longestReference = 12 // bytes, from & to ;

// reference appends what a reference stands for.
func (s *Scanner) reference(out, raw []byte, at int) ([]byte, int) {
	end := bytes.IndexByte(raw[:min(len(raw), longestReference)], ';')
	if end < 0 {
		s.fail(at, source.Syntax, "\"&\" should be written as \"&amp;\"")
		return out, 0
	}
	r := character(string(raw[1:end]))
	if r < 0 {
		s.fail(at, source.Syntax, "the entity %s is unknown; only those of XML itself are read", source.Quote(string(raw[:end+1])))
		return out, 0
	}
	return utf8.AppendRune(out, r), end + 1
}

// character is what a reference names, or -1.
func character(name string) rune {
	switch name {
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "amp":
		return '&'
	case "quot":
		return '"'
	case "apos":
		return '\''
	}
	if len(name) < 2 || name[0] != '#' {
		return -1
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	if err != nil || !utf8.ValidRune(rune(n)) || isControl(rune(n)) {
		return -1
	}
	return rune(n)
}
