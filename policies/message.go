package policies

import (
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
)

// placeholder is a word in braces in a message template.
var placeholder = regexp.MustCompile(`\{([^{}]*)\}`)

// checkTemplate refuses placeholders that can never be filled. A word without a
// dot that is no field of the element may come from a finding's args.
func checkTemplate(r *Rule, t reflect.Type) error {
	for _, m := range placeholder.FindAllStringSubmatch(r.Message, -1) {
		name := m[1]
		if param, ok := strings.CutPrefix(name, "params."); ok {
			if _, declared := r.Params[param]; !declared {
				return fmt.Errorf("METADATA message: {%s} is no declared parameter", name)
			}
			continue
		}
		if _, arg := strings.CutPrefix(name, "args."); arg || name == "element" || name == "related" {
			continue
		}
		if _, err := newPath(t, name); err != nil {
			return fmt.Errorf("METADATA message: %w", err)
		}
	}
	return nil
}

// sentence fills a template in.
type sentence struct {
	id      string
	element reflect.Value
	related []string
	args    map[string]any
	params  map[string]any
}

func (s sentence) render(template string) string {
	return placeholder.ReplaceAllStringFunc(template, func(m string) string { return s.fill(m[1 : len(m)-1]) })
}

func (s sentence) fill(name string) string {
	switch {
	case name == "element":
		return s.id
	case name == "related":
		return list(s.related)
	case strings.HasPrefix(name, "args."):
		return plain(s.args[strings.TrimPrefix(name, "args.")])
	case strings.HasPrefix(name, "params."):
		return plain(s.params[strings.TrimPrefix(name, "params.")])
	}
	p, err := newPath(s.element.Type(), name)
	if err != nil {
		panic(err) // templates are checked when they are loaded
	}
	value, missing := p.find(s.element)
	if missing != "" {
		return "what is not stated"
	}
	return shown(value, p.fields[len(p.fields)-1].unit)
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
	case unit == "days" && x < 1:
		return strconv.FormatFloat(x*24, 'g', 3, 64) + "h"
	case unit == "days":
		return strconv.FormatFloat(x, 'f', -1, 64) + "d"
	case unit == "per-year":
		return number + "/y"
	case unit == "bytes":
		return number + " bytes"
	}
	return number
}
