package model

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

// unit is an ending of a number and what it multiplies with.
type unit struct {
	name   string
	factor float64
}

const (
	day    = 1.0
	hour   = day / 24
	minute = hour / 60
	second = minute / 60
)

var (
	counts    = []unit{{"", 1}, {"k", 1e3}, {"M", 1e6}, {"G", 1e9}}
	durations = []unit{{"s", second}, {"min", minute}, {"h", hour}, {"d", day}, {"w", 7 * day}, {"y", DaysPerYear}}
	sizes     = []unit{{"B", 1}, {"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"TiB", 1 << 40}, {"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}}
	chances   = []unit{{"", 1}, {"%", 0.01}}
	rates     = rateUnits()
)

// rateUnits are events, thousands, millions or billions of them, per span of time.
func rateUnits() []unit {
	var list []unit
	for _, c := range counts {
		for _, d := range durations {
			list = append(list, unit{c.name + "/" + d.name, c.factor * DaysPerYear / d.factor})
		}
	}
	return list
}

// maxNumber bounds every number before its unit: far above anything real, far
// below where arithmetic loses its meaning.
const maxNumber = 1e15

// minNumber bounds every number but 0 from below, with its unit: what is nearer
// to 0 would overflow where something is divided by it.
const minNumber = 1e-15

// decimal takes a plain decimal number off the front of a text: digits, perhaps
// a sign, a point, an exponent. NaN, infinities, hexadecimal numbers and
// underscores are no numbers of this language.
func decimal(text string) (x float64, rest string, ok bool) {
	end := digits(text, sign(text, 0))
	whole := end
	if end < len(text) && text[end] == '.' {
		end = digits(text, end+1)
	}
	if end == sign(text, 0) || end == whole+1 {
		return 0, text, false
	}
	if end < len(text) && (text[end] == 'e' || text[end] == 'E') {
		if from := sign(text, end+1); digits(text, from) > from {
			end = digits(text, from)
		}
	}
	x, err := strconv.ParseFloat(text[:end], 64)
	return x, text[end:], err == nil && math.Abs(x) <= maxNumber
}

func sign(text string, from int) int {
	if from < len(text) && (text[from] == '-' || text[from] == '+') {
		from++
	}
	return from
}

func digits(text string, from int) int {
	for from < len(text) && '0' <= text[from] && text[from] <= '9' {
		from++
	}
	return from
}

// measure is a kind of number with its units and range.
type measure struct {
	what      string // "a span of time"
	example   string // "30d"
	units     []unit
	zero      bool // 0 needs no unit
	unlimited bool // the word "unlimited" is allowed
	above0    bool // 0 itself is not allowed
	least     float64
	most      float64 // 0: no upper end
	whole     bool
	horizon   Duration                 // a chance may be a rate too, over this time
	fix       func(text string) string // what the author probably meant, or ""
}

// parse reads a text and says what is wrong with it.
func (m measure) parse(text string) (x float64, fault string) {
	if m.unlimited && text == "unlimited" {
		return math.Inf(1), ""
	}
	if m.horizon > 0 && strings.Contains(text, "/") {
		x, fault = rate.parse(text)
		return -math.Expm1(-x * m.horizon.Years()), fault
	}
	x, ending, ok := decimal(text)
	if !ok {
		return 0, m.misfit()
	}
	at := slices.IndexFunc(m.units, func(u unit) bool { return u.name == ending })
	switch {
	case at >= 0:
		x *= m.units[at].factor
	case !m.zero || x != 0 || ending != "":
		return 0, m.misfit()
	}
	return x, m.outside(x)
}

func (m measure) misfit() string {
	if m.unlimited {
		return "is not " + m.what + "; write one such as " + m.example + ", or unlimited"
	}
	return "is not " + m.what + "; write one such as " + m.example
}

func (m measure) outside(x float64) string {
	switch {
	case x != 0 && math.Abs(x) < minNumber:
		return "is nearer to 0 than this language counts; write 0 or at least 1e-15"
	case m.whole && x != math.Trunc(x):
		return "is not a whole number"
	case x < 0 && m.least == 0 && !m.above0:
		return "is negative; it must be 0 or more"
	case x <= 0 && m.above0:
		return "is not more than 0"
	case x < m.least:
		return "is less than " + plain(m.least) + m.span()
	case m.most > 0 && x > m.most:
		return "is more than " + plain(m.most) + m.span()
	}
	return ""
}

// span says both ends of a range of whole numbers.
func (m measure) span() string {
	if !m.whole || m.most == 0 {
		return ""
	}
	return "; it must be " + plain(m.least) + " to " + plain(m.most)
}

// ParseAmount reads an amount of money as models write it: 5k, 1500 or 3M. The
// error says what is wrong with the text.
func ParseAmount(text string) (float64, error) {
	x, fault := amount.parse(text)
	if fault != "" {
		return 0, fmt.Errorf("%s %s", source.Quote(text), fault)
	}
	return x, nil
}

func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// read reads a scalar of this measure.
func (m measure) read(d *decoder, n *source.Node) (float64, bool) {
	text, ok := d.scalar(n, m.what)
	if !ok {
		return 0, false
	}
	x, fault := m.parse(strings.TrimSpace(text))
	if fault != "" {
		d.fail(n.Pos, source.Value, "%s is %s, which %s%s", source.Quote(d.key), source.Quote(n.Text), fault, m.suggest(text))
		return 0, false
	}
	return x, true
}

func (m measure) suggest(text string) string {
	if m.fix == nil {
		return ""
	}
	if meant := m.fix(text); meant != "" {
		if _, fault := m.parse(meant); fault == "" {
			return "; did you mean " + source.Quote(meant) + "?"
		}
	}
	return ""
}

// of is the value of a measure in a type of its own.
func of[V ~float64](m measure) value[*V] {
	return value[*V]{form: m.schema(), read: func(d *decoder, n *source.Node) (*V, bool) {
		x, ok := m.read(d, n)
		v := V(x)
		return &v, ok
	}}
}

// The kinds of numbers.
var (
	count     = measure{what: "a whole number", example: "3", units: counts, whole: true, fix: withoutCommas}
	positive  = measure{what: "a whole number", example: "3", units: counts, whole: true, least: 1, fix: withoutCommas}
	port      = measure{what: "a port number", example: "8883", units: counts[:1], whole: true, least: 1, most: 65535}
	level     = measure{what: "a level from 1 to 5", example: "3", units: counts[:1], whole: true, least: 1, most: 5}
	amount    = measure{what: "an amount", example: "5k, 1500 or 3M", units: counts, fix: withoutCommas}
	moreThan0 = measure{what: "an amount", example: "5k, 1500 or 3M", units: counts, above0: true, fix: withoutCommas}
	chance    = measure{what: "a chance", example: "0.3 or 30%", units: chances, most: 1, fix: asPercent}
	share     = measure{what: "a share", example: "90%", units: chances, most: 1, fix: asPercent}
	span      = measure{what: "a span of time", example: "30d, 24h or 1y", units: durations, zero: true, most: maxSpan, fix: asDuration}
	limit     = measure{what: "a span of time", example: "30d, 24h or 1y", units: durations, zero: true, unlimited: true, fix: asDuration}
	horizon   = measure{what: "a span of time", example: "1y or 90d", units: durations, above0: true, most: maxSpan, fix: asDuration}
	rate      = measure{what: "a rate", example: "0.1/y or 5/s", units: rates, fix: asRate}
	size      = measure{what: "a size", example: "16KiB or 2MB", units: sizes, zero: true, fix: asSize}
)

// maxSpan is a thousand years, in days.
const maxSpan = 1000 * DaysPerYear

func withoutCommas(text string) string {
	return strings.NewReplacer(",", "", "_", "", " ", "", "'", "", "$", "", "€", "").Replace(text)
}

// asPercent suspects that 30 was meant to be 30 %, and repairs "30 %". What 1.2
// was meant to be, nobody knows.
func asPercent(text string) string {
	text = strings.ReplaceAll(text, " ", "")
	if x, rest, ok := decimal(text); ok && rest == "" && x >= 2 && x <= 100 && x == math.Trunc(x) {
		return text + "%"
	}
	return text
}

// spelled are other ways in which people write units of time.
var spelled = map[string]string{
	"":    "d",
	"sec": "s", "second": "s", "m": "min", "minute": "min", "hr": "h", "hour": "h", "H": "h", "day": "d", "D": "d",
	"week": "w", "W": "w", "year": "y", "yr": "y", "a": "y", "Y": "y", "annum": "y",
}

func unitOfTime(text string) string {
	text = strings.TrimSpace(text)
	if short := spelled[text]; short != "" {
		return short
	}
	if short := spelled[strings.TrimSuffix(text, "s")]; short != "" && text != "s" {
		return short
	}
	return text
}

func asDuration(text string) string {
	_, rest, ok := decimal(text)
	if !ok {
		return ""
	}
	return strings.TrimSuffix(text, rest) + unitOfTime(rest)
}

func asRate(text string) string {
	_, rest, ok := decimal(text)
	if !ok {
		return ""
	}
	number, per := strings.TrimSuffix(text, rest), strings.TrimSpace(rest)
	per = strings.TrimPrefix(strings.TrimSpace(strings.TrimPrefix(per, "per ")), "/")
	if per == "" {
		return number + "/y"
	}
	return number + "/" + unitOfTime(per)
}

func asSize(text string) string {
	_, rest, ok := decimal(text)
	if !ok {
		return ""
	}
	ending := strings.TrimSpace(rest)
	for _, u := range append([]unit{{"KiB", 0}, {"MiB", 0}, {"GiB", 0}}, sizes...) {
		if strings.EqualFold(u.name, ending) || strings.EqualFold(strings.TrimSuffix(u.name, "iB"), ending) {
			return strings.TrimSuffix(text, rest) + u.name
		}
	}
	return strings.TrimSuffix(text, rest) + "B"
}
