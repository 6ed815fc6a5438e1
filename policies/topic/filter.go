// Package topic matches, contains and intersects MQTT topic filters.
//
// Rules of MQTT 3.1.1 and 5, section 4.7: levels are separated by "/"; "+"
// stands for exactly one level, which may be empty; "#" stands for any number
// of levels, none included, and must be last; a filter that begins with either
// does not match names that begin with "$". A shared subscription,
// $share/<group>/<filter>, matches what its filter matches.
package topic

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// MaxBytes is the length of the longest name or filter, in bytes.
const MaxBytes = 65535

// Filter is a valid topic filter. The zero value matches nothing.
type Filter struct {
	group  string
	levels []string
}

// ParseFilter reads a filter. The error says which rule of MQTT it breaks.
func ParseFilter(s string) (Filter, error) {
	if err := checkText(s); err != nil {
		return Filter{}, err
	}
	var f Filter
	if rest, shared := strings.CutPrefix(s, "$share/"); shared {
		var filtered bool
		f.group, s, filtered = strings.Cut(rest, "/")
		if f.group == "" || !filtered || s == "" || strings.ContainsAny(f.group, "+#") {
			return Filter{}, errors.New("a shared subscription is $share/<group>/<filter>, and the group holds no + or #")
		}
	}
	f.levels = strings.Split(s, "/")
	for i, level := range f.levels {
		if err := checkLevel(level, i == len(f.levels)-1); err != nil {
			return Filter{}, err
		}
	}
	return f, nil
}

// CheckName says why a string is no name that one can publish to.
func CheckName(s string) error {
	if err := checkText(s); err != nil {
		return err
	}
	if strings.ContainsAny(s, "+#") {
		return errors.New("a topic name holds no + or #")
	}
	return nil
}

func checkText(s string) error {
	switch {
	case s == "":
		return errors.New("a topic has at least one character")
	case len(s) > MaxBytes:
		return fmt.Errorf("a topic has at most %d bytes", MaxBytes)
	case !utf8.ValidString(s) || strings.ContainsRune(s, 0):
		return errors.New("a topic is valid UTF-8 without NUL")
	}
	return nil
}

func checkLevel(level string, last bool) error {
	switch {
	case level == "+", level == "#" && last:
		return nil
	case level == "#":
		return errors.New("# stands only at the end")
	case strings.ContainsAny(level, "+#"):
		return errors.New("+ and # stand for whole levels")
	}
	return nil
}

// String returns the filter as it is written.
func (f Filter) String() string {
	s := strings.Join(f.levels, "/")
	if f.group != "" {
		return "$share/" + f.group + "/" + s
	}
	return s
}

// Group returns the group of a shared subscription; it is empty for any other.
func (f Filter) Group() string { return f.group }

// Matches reports whether the filter matches a name. It is false for what is no
// valid name, and takes time linear in the name.
func (f Filter) Matches(name string) bool {
	if len(f.levels) == 0 || CheckName(name) != nil || f.isWild(0) && name[0] == '$' {
		return false
	}
	rest, more := name, true
	for i, level := range f.levels {
		if level == "#" {
			return true
		}
		if !more {
			return false
		}
		var head string
		head, rest, more = strings.Cut(rest, "/")
		if level != "+" && level != head {
			return false
		}
		if !more && i == len(f.levels)-1 {
			return true
		}
	}
	return false
}

func (f Filter) isWild(level int) bool {
	return f.levels[level] == "+" || f.levels[level] == "#"
}

// Contains reports whether the filter matches every name that the other one
// matches. It takes time linear in the filters.
func (f Filter) Contains(inner Filter) bool {
	if len(f.levels) == 0 || len(inner.levels) == 0 || f.isWild(0) && strings.HasPrefix(inner.levels[0], "$") {
		return false
	}
	if inner.levels[0] == "#" { // every name has a first level
		return f.levels[0] == "#" || len(f.levels) == 2 && f.levels[0] == "+" && f.levels[1] == "#"
	}
	return containsLevels(f.named(), inner.named())
}

// named are levels that match the same names in a comparable form: no name is
// empty, so /# needs one more level behind its first, which is empty.
func (f Filter) named() []string {
	if len(f.levels) == 2 && f.levels[0] == "" && f.levels[1] == "#" {
		return []string{"", "+", "#"}
	}
	return f.levels
}

func containsLevels(outer, inner []string) bool {
	for i, level := range outer {
		if level == "#" {
			return true
		}
		if i >= len(inner) || inner[i] == "#" || level != "+" && level != inner[i] {
			return false
		}
	}
	return len(outer) == len(inner)
}

// Intersects reports whether some name is matched by both filters. It takes
// time linear in the filters.
func (f Filter) Intersects(g Filter) bool {
	if len(f.levels) == 0 || len(g.levels) == 0 {
		return false
	}
	if f.isWild(0) && strings.HasPrefix(g.levels[0], "$") || g.isWild(0) && strings.HasPrefix(f.levels[0], "$") {
		return false
	}
	return meet(f.named(), g.named())
}

func meet(a, b []string) bool {
	for i := range max(len(a), len(b)) {
		switch {
		case i < len(a) && a[i] == "#", i < len(b) && b[i] == "#":
			return true
		case i >= len(a), i >= len(b):
			return false
		case a[i] != b[i] && a[i] != "+" && b[i] != "+":
			return false
		}
	}
	return true
}
