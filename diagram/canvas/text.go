package canvas

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes text from strangers safe to show on one line: control characters
// and line breaks become spaces, invisible format characters (among them those
// that turn the direction of reading) disappear, and so does what is not a
// character. It does not escape anything.
func Clean(text string) string {
	if isPlain(text) {
		return text
	}
	marks := 0
	cleaned := strings.Map(func(r rune) rune {
		if !unicode.In(r, unicode.Mn, unicode.Me) {
			marks = 0
		} else if marks++; marks > maxMarks {
			return -1
		}
		return cleanRune(r)
	}, strings.ToValidUTF8(text, string(utf8.RuneError)))
	return strings.Join(strings.Fields(cleaned), " ")
}

// maxMarks is how many accents a letter may carry before they cover other lines.
const maxMarks = 3

func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == ' ' && (i == 0 || i == len(text)-1 || text[i-1] == ' ') {
			return false
		}
	}
	return true
}

const (
	zeroWidthNonJoiner = '\u200c' // part of words in Persian and in Indian scripts
	zeroWidthJoiner    = '\u200d'
)

func cleanRune(r rune) rune {
	switch {
	case unicode.IsSpace(r), unicode.IsControl(r):
		return ' '
	case r == zeroWidthJoiner, r == zeroWidthNonJoiner:
		return r
	case unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs, unicode.Noncharacter_Code_Point):
		return -1
	}
	return r
}

// Shorten cuts a cleaned text to at most n characters, the last of which then
// is an ellipsis.
func Shorten(text string, n int) string {
	text = Clean(text)
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n-1]) + "…"
}

// Fit cuts a text to a width, the last character then being an ellipsis.
func (f Font) Fit(text string, width float64) string {
	text = Clean(text)
	if f.Width(text) <= width {
		return text
	}
	return f.prefix(text, width-f.Width("…")) + "…"
}

// Wrap breaks a text into at most that many lines of at most that width. Words
// that are too long are broken; what does not fit is cut with an ellipsis.
func (f Font) Wrap(text string, width float64, lines int) []string {
	// No line holds more signs than this: the narrowest is a fifth of the size wide.
	most := lines * (2 + int(5*width/f.Size))
	words := strings.Fields(Shorten(text, most+1))
	var wrapped []string
	line := ""
	for len(words) > 0 {
		next := strings.TrimLeft(line+" "+words[0], " ")
		if f.Width(next) <= width {
			line, words = next, words[1:]
			continue
		}
		if len(wrapped) == lines-1 {
			return append(wrapped, f.Fit(line+" "+strings.Join(words, " "), width))
		}
		if line == "" {
			line = f.prefix(words[0], width)
			words[0] = words[0][len(line):]
		}
		wrapped, line = append(wrapped, line), ""
	}
	if line != "" || len(wrapped) == 0 {
		wrapped = append(wrapped, line)
	}
	return wrapped
}

// prefix is the longest beginning of a text within a width, at least one character.
func (f Font) prefix(text string, width float64) string {
	total := 0.0
	for i, r := range text {
		total += f.measure(string(r))
		if total > width && i > 0 {
			return text[:i]
		}
	}
	return text
}
