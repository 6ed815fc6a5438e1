package policies

import (
	"io/fs"
	"os"
	"slices"
	"strings"
)

// Catalogue returns every embedded rule's entry, whatever is loaded, sorted by
// id, without compiling.
func Catalogue() []Rule {
	all, err := parseRules(embedded, embeddedRules, capabilities())
	if err != nil {
		panic(err) // embedded rules are tested
	}
	rules := make([]Rule, len(all))
	for i, r := range all {
		rules[i] = r.Rule
	}
	slices.SortFunc(rules, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	return rules
}

// Source returns the text of a rule and of its tests; tests are empty where
// there are none. The error is that of reading a user's file.
func (r *Rule) Source() (rule, tests string, err error) {
	if rule, err = r.read(r.File); err != nil {
		return "", "", err
	}
	tests, err = r.read(strings.TrimSuffix(r.File, ".rego") + "_test.rego")
	if os.IsNotExist(err) {
		return rule, "", nil
	}
	return rule, tests, err
}

func (r *Rule) read(name string) (string, error) {
	if strings.HasPrefix(r.Package, userPackage) {
		return readBounded(name)
	}
	text, err := fs.ReadFile(embedded, name)
	return string(text), err
}
