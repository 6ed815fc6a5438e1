package risk

import (
	"math"
	"strconv"
	"strings"

	"github.com/stormtree-dev/stormtree/model"
)

// Percent writes a chance with two significant digits, and says neither 0 nor
// 100 % unless it is exactly so. Pictures and reports say it alike.
func Percent(p float64) string {
	switch {
	case p <= 0:
		return "0%"
	case p >= 1:
		return "100%"
	case p > 0.995:
		return ">99%"
	case p < 0.00001:
		return "<0.001%"
	case p >= 0.0995:
		return strconv.FormatFloat(100*p, 'f', 0, 64) + "%"
	}
	return Significant(100*p, 2) + "%"
}

// Significant writes x with so many significant digits, without zeros at the
// end and, within what people can read at a glance, without an exponent.
func Significant(x float64, digits int) string {
	size := math.Abs(x)
	switch {
	case x == 0:
		return "0"
	case math.IsNaN(x) || math.IsInf(x, 0) || size < 1e-6 || size >= 1e15:
		return strconv.FormatFloat(x, 'g', digits, 64)
	}
	decimals := digits - 1 - int(math.Floor(math.Log10(size)))
	text := strconv.FormatFloat(x, 'f', max(0, decimals), 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// Often writes a frequency, in incidents per horizon of so many days, as people
// speak of it: "about once in 13 years".
func Often(frequency, horizon float64) string {
	if frequency <= 0 || horizon <= 0 {
		return "never"
	}
	yearly := frequency * model.DaysPerYear / horizon
	years := 1 / yearly
	switch {
	case Significant(yearly, 2) == "2":
		return "about twice a year"
	case yearly >= 1.5:
		return "about " + Significant(yearly, 2) + " times a year"
	case years < 1.5:
		return "about once a year"
	case years > 1000:
		return "less than once in 1000 years"
	}
	return "about once in " + Significant(years, 2) + " years"
}
