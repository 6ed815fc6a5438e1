package policies

import (
	"embed"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

//go:embed starter/*
var starters embed.FS

// The starter's own id, and the name of its files and package.
const (
	starterID   = "OWN-01"
	starterName = "own_01"
)

// StarterFile is one file of a new rule.
type StarterFile struct{ Name, Text string }

// ruleID is how the id of a rule looks: ORG-01, ACME-NET-7.
var ruleID = regexp.MustCompile(`^[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$`)

// maxRuleID bounds an id, which names files.
const maxRuleID = 40

// Starter returns a rule to start from, with its tests and a model in which it
// fails once and one in which it does not, sorted by name. The error says what is
// wrong with the id: its form, or that a bundled rule goes by it.
func Starter(id string) ([]StarterFile, error) {
	if !ruleID.MatchString(id) || len(id) > maxRuleID {
		return nil, fmt.Errorf("%q is no id of a rule: write capitals, digits and dashes, like ORG-01", id)
	}
	if slices.ContainsFunc(Catalogue(), func(r Rule) bool { return r.named([]string{id}) }) {
		return nil, fmt.Errorf("%s is a bundled rule; choose another id", id)
	}
	names, err := starters.ReadDir("starter")
	if err != nil {
		return nil, err
	}
	own := strings.NewReplacer(starterID, id, starterName, strings.ToLower(strings.ReplaceAll(id, "-", "_")))
	var files []StarterFile
	for _, name := range names {
		text, err := starters.ReadFile(path.Join("starter", name.Name()))
		if err != nil {
			return nil, err
		}
		files = append(files, StarterFile{own.Replace(name.Name()), own.Replace(string(text))})
	}
	return files, nil
}
