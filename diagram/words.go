package diagram

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stormtree-dev/stormtree/diagram/canvas"
	"github.com/stormtree-dev/stormtree/model"
)

// percent writes a chance with two significant digits; it says 0 or 100 % only
// when it is exactly so.
func percent(p float64) string {
	switch {
	case p <= 0:
		return "0 %"
	case p >= 1:
		return "100 %"
	case p < 0.001:
		return "under 0.1 %"
	case p > 0.99:
		return "over 99 %"
	}
	return significant(100*p) + " %"
}

// significant writes a positive number with two digits, more if it is larger,
// and without zeros behind the point.
func significant(x float64) string {
	decimals := max(0, 1-int(math.Floor(math.Log10(x))))
	text := strconv.FormatFloat(x, 'f', decimals, 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return grouped(text)
}

// grouped puts commas between thousands.
func grouped(digits string) string {
	whole, rest, _ := strings.Cut(digits, ".")
	if len(whole) <= 3 || rest != "" {
		return digits
	}
	return grouped(whole[:len(whole)-3]) + "," + whole[len(whole)-3:]
}

// phrase is the word for a chance on the yardstick of the UK's Professional Head
// of Intelligence Assessment, its gaps closed at their middle.
func phrase(p float64) string {
	bands := []struct {
		below float64
		word  string
	}{
		{0.075, "a remote chance"},
		{0.225, "highly unlikely"},
		{0.375, "unlikely"},
		{0.525, "a realistic possibility"},
		{0.775, "likely"},
		{0.925, "highly likely"},
	}
	for _, band := range bands {
		if p < band.below {
			return band.word
		}
	}
	if p < 1 {
		return "almost certain"
	}
	return "certain"
}

// often writes a yearly frequency as people speak of it.
func often(yearly float64) string {
	years := 1 / yearly
	switch {
	case yearly >= 1.75 && yearly < 2.25:
		return "about twice a year"
	case yearly >= 1.75:
		return "about " + significant(yearly) + " times a year"
	case years < 1.5:
		return "about once a year"
	case years > 10000:
		return "less than once in 10,000 years"
	}
	return "about once in " + significant(years) + " years"
}

// period is the horizon behind a chance: "a year", "in 2 years", "in 30 days".
func period(horizon float64) string {
	switch years := horizon / model.DaysPerYear; {
	case horizon <= 0 || years == 1:
		return "a year"
	case years > 1:
		return "in " + significant(years) + " years"
	}
	return "in " + significant(horizon) + " days"
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

// frequency is the yearly rate behind the chance of at least one event per
// horizon of so many days: −ln(1−p) events per horizon.
func frequency(p, horizon float64) float64 {
	if horizon <= 0 {
		horizon = model.DaysPerYear
	}
	return -math.Log1p(-min(p, 1-1e-12)) * model.DaysPerYear / horizon
}
