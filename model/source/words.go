package source

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	quotedLength  = 60 // characters of the author's text that a message repeats
	closestLength = 64 // longer words are not worth a guess
	shortestBegin = 4  // letters; fewer say too little about the word that they begin
)

// Quote puts the author's own text into a message: in double quotes, cut to 60
// characters, with everything escaped that a terminal could mistake for a command.
func Quote(text string) string {
	cut := 0
	for n := 0; n < quotedLength && cut < len(text); n++ {
		_, size := utf8.DecodeRuneInString(text[cut:])
		cut += size
	}
	if cut < len(text) {
		return strconv.Quote(text[:cut] + "…")
	}
	return strconv.Quote(text)
}

// Printable spells out every character of a text that does not print: line
// breaks, controls, marks that turn the reading direction. Names of files and
// messages of others can then say nothing to a terminal or a log.
func Printable(text string) string {
	if utf8.ValidString(text) && strings.IndexFunc(text, unprintable) < 0 {
		return text
	}
	quoted := strconv.Quote(text)
	return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(quoted[1 : len(quoted)-1])
}

func unprintable(r rune) bool { return !strconv.IsPrint(r) }

// Closest returns the candidate that the author probably meant by word, or "" when
// none is near: at most one change in three letters, counting a swap of neighbours
// as one. Of equally near candidates the first wins. When none is near, it is the
// only candidate that goes on where a word of four letters or more ends. It takes
// O(candidates × length²) steps; words over 64 bytes are not compared.
func Closest(word string, candidates []string) string {
	if len(word) > closestLength {
		return ""
	}
	best, limit := "", max(1, len(word)/3)
	for _, candidate := range candidates {
		if candidate == word || len(candidate) > closestLength || abs(len(candidate)-len(word)) > limit {
			continue
		}
		if d := distance(word, candidate); d <= limit {
			best, limit = candidate, d-1
		}
	}
	if best == "" && len(word) >= shortestBegin {
		return completed(word, candidates)
	}
	return best
}

// completed is the only candidate that begins with a word, or "".
func completed(word string, candidates []string) string {
	found := ""
	for _, candidate := range candidates {
		if !strings.HasPrefix(candidate, word) || candidate == word {
			continue
		}
		if found != "" {
			return ""
		}
		found = candidate
	}
	return found
}

// distance counts insertions, deletions, changes and swaps of neighbours between
// two words (optimal string alignment).
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row[0] = i + 1
		for j := range len(b) {
			change := 1
			if a[i] == b[j] {
				change = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+change)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

func abs(n int) int { return max(n, -n) }
