package policies

import (
	"fmt"
	"math"
	"reflect"
	"regexp"
	"strconv"
	"strings"
)

// placeholder is a word in braces in a message template.
var placeholder = regexp.MustCompile(`\{([^{}]*)\}`)

// template is a message cut into words to keep and words to fill in.
type template []part

// part is literal text, or a name to fill in: a path below the element if fact is set.
type part struct {
	literal string
	name    string
	fact    factPath
}

// newTemplate cuts a rule's message. It refuses names that can never be filled.
func newTemplate(r *Rule, t reflect.Type) (template, error) {
	var cut template
	end := 0
	for _, at := range placeholder.FindAllStringSubmatchIndex(r.Message, -1) {
		p := part{literal: r.Message[end:at[0]], name: r.Message[at[2]:at[3]]}
		if err := p.resolve(r, t); err != nil {
			return nil, fmt.Errorf("METADATA message: %w", err)
		}
		cut, end = append(cut, p), at[1]
	}
	return append(cut, part{literal: r.Message[end:]}), nil
}

func (p *part) resolve(r *Rule, t reflect.Type) (err error) {
	if param, ok := strings.CutPrefix(p.name, "params."); ok {
		if _, declared := r.Params[param]; !declared {
			return fmt.Errorf("{%s} is no declared parameter", p.name)
		}
		return nil
	}
	if p.name == "element" || p.name == "related" || strings.HasPrefix(p.name, "args.") {
		return nil
	}
	p.fact, err = newPath(t, p.name)
	return err
}

// sentence is what a template is filled in with.
type sentence struct {
	id      string
	element reflect.Value
	related []string
	args    map[string]any
	params  map[string]any
}

func (t template) render(s sentence) string {
	var b strings.Builder
	for _, p := range t {
		b.WriteString(p.literal)
		if p.name != "" {
			b.WriteString(s.fill(p))
		}
	}
	return b.String()
}

func (s sentence) fill(p part) string {
	switch {
	case p.name == "element":
		return s.id
	case p.name == "related":
		return list(s.related)
	case strings.HasPrefix(p.name, "args."):
		return plain(s.args[strings.TrimPrefix(p.name, "args.")])
	case strings.HasPrefix(p.name, "params."):
		return plain(s.params[strings.TrimPrefix(p.name, "params.")])
	}
	value, missing := p.fact.find(s.element)
	if missing != "" {
		return "what is not stated"
	}
	return shown(value, p.fact.unit())
}

// plain is a value that came out of Rego or a setting.
func plain(v any) string {
	if v == nil {
		return ""
	}
	if several, ok := v.([]any); ok {
		words := make([]string, len(several))
		for i, one := range several {
			words[i] = plain(one)
		}
		return list(words)
	}
	return fmt.Sprint(v)
}

func shown(v reflect.Value, unit string) string {
	switch v.Kind() {
	case reflect.Bool:
		return map[bool]string{true: "yes", false: "no"}[v.Bool()]
	case reflect.Float64:
		return quantity(v.Float(), unit)
	case reflect.Slice:
		words := make([]string, v.Len())
		for i := range words {
			words[i] = shown(v.Index(i), unit)
		}
		return list(words)
	case reflect.String:
		return v.String()
	}
	return ""
}

func list(words []string) string {
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ")
}

func quantity(x float64, unit string) string {
	number := strconv.FormatFloat(x, 'g', 6, 64)
	switch {
	case unit == "days" && x >= Unlimited:
		return "unlimited"
	case unit == "days":
		return span(x)
	case unit == "per-year":
		return frequency(x)
	case unit == "bytes":
		return number + " bytes"
	}
	return number
}

// span is a number of days, in the longest unit of which there is one at least.
func span(days float64) string {
	switch {
	case days == 0 || days >= 1:
		return strconv.FormatFloat(days, 'f', -1, 64) + "d"
	case days*24 >= 1:
		return strconv.FormatFloat(days*24, 'g', 3, 64) + "h"
	case days*24*60 >= 1:
		return strconv.FormatFloat(days*24*60, 'g', 3, 64) + "min"
	}
	return strconv.FormatFloat(days*24*3600, 'g', 3, 64) + "s"
}

// frequency is a number of events in a year, over the shortest time in which
// there is one at least.
func frequency(x float64) string {
	over := []struct {
		name    string
		perYear float64
	}{{"s", daysPerYear * 24 * 3600}, {"min", daysPerYear * 24 * 60}, {"h", daysPerYear * 24}, {"d", daysPerYear}}
	for _, o := range over {
		if x >= o.perYear {
			return rounded(x/o.perYear) + "/" + o.name
		}
	}
	return rounded(x) + "/y"
}

func rounded(x float64) string { return strconv.FormatFloat(math.Round(x*1000)/1000, 'f', -1, 64) }
