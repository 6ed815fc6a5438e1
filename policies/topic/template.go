package topic

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// Template is a topic filter with names in braces, devices/{device}/events, that
// stand for (a part of) one level each.
type Template struct{ text string }

var name = regexp.MustCompile(`\{[a-z][a-z0-9_-]*\}`)

// ParseTemplate reads a template: with a plain word in place of every name it is
// a valid filter.
func ParseTemplate(s string) (Template, error) {
	filled := name.ReplaceAllString(s, "x")
	if strings.ContainsAny(filled, "{}") {
		return Template{}, errors.New("a name in a topic template is lower-case letters, digits, - and _ in braces")
	}
	if _, err := ParseFilter(filled); err != nil {
		return Template{}, err
	}
	return Template{s}, nil
}

// String returns the template as it is written.
func (t Template) String() string { return t.text }

// Names lists the names in the template, in their order, without the braces.
func (t Template) Names() []string {
	var names []string
	for _, n := range name.FindAllString(t.text, -1) {
		names = append(names, n[1:len(n)-1])
	}
	return names
}

// Bind fills names in. A value is one level: it is not empty and holds no /, +,
// #. A level with a name that has no value becomes +, so that the filter matches
// whatever the name may stand for.
func (t Template) Bind(values map[string]string) (Filter, error) {
	levels := strings.Split(t.text, "/")
	for i, level := range levels {
		bound, err := bindLevel(level, values)
		if err != nil {
			return Filter{}, err
		}
		levels[i] = bound
	}
	return ParseFilter(strings.Join(levels, "/"))
}

func bindLevel(level string, values map[string]string) (string, error) {
	open := false
	var problem error
	bound := name.ReplaceAllStringFunc(level, func(n string) string {
		value, known := values[n[1:len(n)-1]]
		open = open || !known
		if known && (value == "" || strings.ContainsAny(value, "/+#")) {
			problem = fmt.Errorf("%s cannot be %q: it stands for one level", n, value)
		}
		return value
	})
	if open {
		bound = "+"
	}
	return bound, problem
}
