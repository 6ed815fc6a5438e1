package model_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// elsewhere are messages that no small file can provoke, and the tests that do.
var elsewhere = map[string]string{
	"more than %d problems; further ones are not listed":                                                                "TestProblemsAreBounded",
	"%s has %d characters, more than %d":                                                                                "TestTextsAreBounded",
	"%s holds the invisible character %U; remove it":                                                                    "TestNodesFromElsewhere",
	"gates are nested deeper than %d":                                                                                   "TestNodesFromElsewhere",
	`there is no model here; it begins with "stormtree: 1"`:                                                             "TestNodesFromElsewhere",
	`"includes" needs a model that is read from a file`:                                                                 "TestNodesFromElsewhere",
	"the attack of threat %s is nested deeper than %d, named parts included":                                            "TestTreesAreBounded",
	"the attack of threat %s has more than %d places, shared parts counted where they are used":                         "TestTreesAreBounded",
	"named part %s is nested deeper than %d in other parts":                                                             "TestTreesAreBounded",
	"with %s the model has more than %d MiB":                                                                            "TestIncludesAreBounded",
	"with this file the model has more than %d keys and values":                                                         "TestIncludesAreBounded",
	`up to here there are more than %d pairs of a threat and an attacker; name attackers with "by", or split the model`: "TestTooManyPairsOfThreatAndAttackerAreRefused",
}

// TestEveryMessageIsWanted keeps the folder of wrong models complete: whoever
// writes a new message writes the model that provokes it.
func TestEveryMessageIsWanted(t *testing.T) {
	var seen strings.Builder
	for _, path := range append(wrongModels(t), "testdata/include/wrong/model.yaml") {
		for _, p := range problemsOf(t, path) {
			seen.WriteString(p.Message + "\n")
		}
	}
	formats := messages(t)
	if len(formats) < 70 {
		t.Fatalf("found only %d messages in the source", len(formats))
	}
	for _, format := range formats {
		if elsewhere[format] == "" && !pattern(format).MatchString(seen.String()) {
			t.Errorf("no wrong model provokes %q", format)
		}
	}
}

var verb = regexp.MustCompile(`%[a-zA-Z]`)

func pattern(format string) *regexp.Regexp {
	parts := verb.Split(format, -1)
	for i, part := range parts {
		parts[i] = regexp.QuoteMeta(strings.ReplaceAll(part, "%%", "%"))
	}
	return regexp.MustCompile("(?m)^" + strings.Join(parts, ".*") + "$")
}

// messages are the formats that the package's code calls fail with.
func messages(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("*.go")
	if err != nil || len(paths) == 0 {
		t.Fatal("no source: ", err)
	}
	var formats []string
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if format := failure(n); format != "" && format != "%s" {
				formats = append(formats, format)
			}
			return true
		})
	}
	return formats
}

// failure is the constant format of a call of fail or forbid, or "".
func failure(n ast.Node) string {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return ""
	}
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || (method.Sel.Name != "fail" && method.Sel.Name != "forbid") || len(call.Args) < 3 {
		return ""
	}
	literal, ok := call.Args[2].(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return ""
	}
	text, _ := strconv.Unquote(literal.Value)
	return text
}
