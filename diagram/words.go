package diagram

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stormtree-dev/stormtree/diagram/canvas"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

// grouped puts commas between thousands.
func grouped(digits string) string {
	whole, rest, _ := strings.Cut(digits, ".")
	if len(whole) <= 3 || rest != "" {
		return digits
	}
	return grouped(whole[:len(whole)-3]) + "," + whole[len(whole)-3:]
}

// period is the horizon behind a chance: "a year", "in 2 years", "in 30 days".
func period(horizon float64) string {
	switch years := horizon / model.DaysPerYear; {
	case horizon <= 0 || years == 1:
		return "a year"
	case years > 1:
		return "in " + risk.Significant(years, 3) + " years"
	}
	return "in " + risk.Significant(horizon, 3) + " days"
}

// count writes a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return grouped(strconv.Itoa(n)) + " " + noun + "s"
}

// within puts a title into a sentence: a small first letter unless it looks
// like a name or an abbreviation.
func within(title string) string {
	first, size := utf8.DecodeRuneInString(title)
	second, _ := utf8.DecodeRuneInString(title[size:])
	if unicode.IsUpper(second) || unicode.IsDigit(second) {
		return title
	}
	return string(unicode.ToLower(first)) + title[size:]
}

// question turns the title of a threat into the question that its tree answers.
func question(title string) string {
	title = canvas.Shorten(title, 200)
	switch {
	case title == "":
		return "How could this happen?"
	case strings.HasSuffix(title, "?"):
		return title
	}
	return fmt.Sprintf("How could this happen: %s?", strings.TrimRight(within(title), ".!"))
}

// sentence puts a full stop behind words that have none.
func sentence(words string) string {
	if words == "" || strings.ContainsAny(words[len(words)-1:], ".?!:") {
		return words
	}
	return words + "."
}

// enumerate joins names as a sentence does: "a, b and c".
func enumerate(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// some lists the first few of many names and counts the others.
func some(names []string, most int) string {
	if len(names) <= most {
		return enumerate(names)
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
