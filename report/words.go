package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

const daysAYear = model.DaysPerYear

// money writes an amount with three significant digits: 686, 9.6k, 1.35M, 2bn.
func money(x float64) string {
	if math.IsInf(x, 0) {
		return "unlimited"
	}
	for _, unit := range []struct {
		size float64
		name string
	}{{1e9, "bn"}, {1e6, "M"}, {1e3, "k"}} {
		if math.Abs(x) >= 0.9995*unit.size {
			return risk.Significant(x/unit.size, 3) + unit.name
		}
	}
	return risk.Significant(x, 3)
}

// days writes a span of time: 0.5 is "12 hours", 730 is "2 years".
func days(d float64) string {
	switch {
	case math.IsInf(d, 1):
		return "unlimited time"
	case d <= 0:
		return "no time"
	case d < 1.0/24:
		return count(risk.Significant(d*24*60, 2), "minute")
	case d < 1:
		return count(risk.Significant(d*24, 2), "hour")
	case d >= 2*daysAYear:
		return count(risk.Significant(d/daysAYear, 2), "year")
	}
	return count(risk.Significant(d, 3), "day")
}

// count writes a number with its noun: "1 day", "3 days".
func count(number, noun string) string {
	if number == "1" {
		return number + " " + noun
	}
	return number + " " + noun + "s"
}

func countOf(n int, noun string) string { return count(strconv.Itoa(n), noun) }

// change writes a number today and after what is planned, once when both read alike.
func change(now, then string) string {
	if now == then {
		return now
	}
	return now + " → " + then
}

// enumerate joins words as a sentence does: "a, b and c".
func enumerate(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// period is the horizon behind a chance: "a year", "in 2 years", "in 90 days".
func period(horizon float64) string {
	if horizon == daysAYear {
		return "a year"
	}
	return "in " + horizonWords(horizon)
}

func horizonWords(horizon float64) string {
	switch {
	case horizon == daysAYear:
		return "a year"
	case horizon <= 0:
		return "the horizon"
	}
	return days(horizon)
}

// sentence begins with a capital and ends with a full stop.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(first)) + s[size:]
	if strings.ContainsAny(s[len(s)-1:], ".!?…") {
		return s
	}
	return s + "."
}

// within puts a sentence of ours into another one: with a small first letter.
func within(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(first)) + s[size:]
}

// some lists the first few of many names and counts the others, if it is more than one.
func some(names []string, most int) string {
	if len(names) <= most+1 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

// numbers is one measure in the two views that a reader acts on, as text; for an
// upper end also the lower one.
type numbers struct{ now, planned, nowLow, plannedLow string }

// inTwoViews writes a measure of a row: "≤ 85%" with "≥ 20%" below it, the
// planned view only where it reads differently.
func inTwoViews(v, closed risk.Views, atMost bool, write func(float64) string) numbers {
	n := numbers{now: write(v.Current), planned: write(v.Projected)}
	if atMost {
		n.nowLow, n.plannedLow = write(closed.Current), write(closed.Projected)
		n.now, n.nowLow = bounds(n.now, n.nowLow)
		n.planned, n.plannedLow = bounds(n.planned, n.plannedLow)
	}
	if n.planned == n.now && n.plannedLow == n.nowLow {
		n.planned, n.plannedLow = "", ""
	}
	return n
}

// bounds marks two ends; the lower one is left out when both read alike.
func bounds(high, low string) (string, string) {
	switch high {
	case risk.Percent(0), money(0): // nothing is below
		return high, ""
	case low:
		return "≤ " + high, ""
	}
	return "≤ " + high, "≥ " + low
}

// atMost marks an upper end in a sentence.
func atMost(text string, upper bool) string {
	if upper {
		return "at most " + text
	}
	return text
}
