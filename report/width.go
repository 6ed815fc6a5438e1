package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// pile is how many marks may stand on one character: no script needs more.
const pile = 4

// plain makes any text safe for one line of a terminal: control characters,
// line breaks, marks that turn the reading direction or pile up, and bytes that
// are no UTF-8 are spelt out. What is plain stays as it is.
func plain(s string) string {
	if ascii(s) {
		return s
	}
	var b strings.Builder
	marks := 0
	for i, r := range s {
		if marks++; !unicode.In(r, unicode.Mn, unicode.Me) {
			marks = 0
		}
		switch {
		case marks > pile:
			fmt.Fprintf(&b, `\u%04x`, r)
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case hostile(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// oneLine is plain text whose spaces and line breaks are single spaces.
func oneLine(s string) string { return plain(strings.Join(strings.Fields(s), " ")) }

// ascii reports whether the text is printable ASCII, as most is.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// hostile tells characters that a terminal obeys or hides instead of showing:
// controls, format marks (reading direction, zero width), line separators,
// variation selectors and tags.
func hostile(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r > '~'
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co, unicode.Cs) ||
		unicode.Is(unicode.Variation_Selector, r)
}

// width is how many columns a terminal gives to text that is plain.
func width(s string) int {
	n := 0
	for _, r := range s {
		n += columns(r)
	}
	return n
}

// columns is the width of one character: marks stand on the character before
// them, East Asian characters and pictures take two.
func columns(r rune) int {
	switch {
	case r < utf8.RuneSelf:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case wide(r):
		return 2
	}
	return 1
}

// wide follows the East Asian Width property (W and F) of Unicode, by block.
func wide(r rune) bool {
	blocks := [...][2]rune{
		{0x1100, 0x115F},
		{0x231A, 0x231B},
		{0x2E80, 0x303E},
		{0x3041, 0xA4CF},
		{0xA960, 0xA97C},
		{0xAC00, 0xD7A3},
		{0xF900, 0xFAFF},
		{0xFE30, 0xFE6F},
		{0xFF00, 0xFF60},
		{0xFFE0, 0xFFE6},
		{0x16FE0, 0x1B2FB},
		{0x1F300, 0x1F64F},
		{0x1F680, 0x1F6FF},
		{0x1F7E0, 0x1F7EB},
		{0x1F900, 0x1FAFF},
		{0x20000, 0x3FFFD},
	}
	for _, b := range blocks {
		if r >= b[0] && r <= b[1] {
			return true
		}
	}
	return false
}

// clip shortens plain text to at most max columns, with an ellipsis.
func clip(s string, max int) string {
	if width(s) <= max {
		return s
	}
	used := 0
	for i, r := range s {
		if used += columns(r); used > max-1 {
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}

// wrap breaks plain text between words into lines of at most max columns; a
// longer word is broken where it reaches the edge.
func wrap(s string, max int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && width(line)+1+width(word) > max {
			lines, line = append(lines, line), ""
		}
		for width(word) > max {
			head, tail := split(word, max)
			lines, word = append(lines, head), tail
		}
		line = strings.TrimLeft(line+" "+word, " ")
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// split cuts a word after as many characters as fit in max columns, at least one.
func split(word string, max int) (head, tail string) {
	used := 0
	for i, r := range word {
		if used += columns(r); used > max && i > 0 {
			return word[:i], word[i:]
		}
	}
	return word, ""
}
