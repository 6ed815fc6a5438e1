package model_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
)

// wrongModels are files with expectations on the lines at fault: # want "a text" "another".
func wrongModels(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/wrong/*.yaml")
	if err != nil || len(paths) < 15 {
		t.Fatalf("found only %d wrong models: %v", len(paths), err)
	}
	return paths
}

func TestWrongModels(t *testing.T) {
	for _, path := range wrongModels(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			compare(t, wants(t, path), problemsOf(t, path))
		})
	}
}

// problemsOf loads a model that must not be accepted.
func problemsOf(t *testing.T, path string) source.Problems {
	t.Helper()
	m, err := model.Load(path)
	var problems source.Problems
	if !errors.As(err, &problems) || m != nil {
		t.Fatalf("%s: got a model %v and the error %v", path, m != nil, err)
	}
	return problems
}

var (
	wantLine = regexp.MustCompile(`# want (".*")\s*$`)
	wantText = regexp.MustCompile(`"(\\.|[^"\\])*"`)
)

// place is a line of a file.
type place struct {
	file string
	line int
}

func wants(t *testing.T, path string) map[place][]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	found := map[place][]string{}
	for i, text := range strings.Split(string(data), "\n") {
		match := wantLine.FindStringSubmatch(text)
		if match == nil {
			continue
		}
		for _, quoted := range wantText.FindAllString(match[1], -1) {
			want, err := strconv.Unquote(quoted)
			if err != nil {
				t.Fatalf("%s:%d: %v", path, i+1, err)
			}
			at := place{path, i + 1}
			found[at] = append(found[at], want)
		}
	}
	return found
}

// compare checks both directions: every want is met, every problem was wanted.
func compare(t *testing.T, wanted map[place][]string, problems source.Problems) {
	t.Helper()
	for _, p := range problems {
		at := place{p.Pos.File, p.Pos.Line}
		if !meets(wanted, at, p.Message) {
			t.Errorf("nobody wanted %v", p)
		}
	}
	for at, texts := range wanted {
		for _, text := range texts {
			t.Errorf("%s:%d: no problem says %q", at.file, at.line, text)
		}
	}
}

// meets takes away the first expectation of a line that a message meets.
func meets(wanted map[place][]string, at place, message string) bool {
	for i, text := range wanted[at] {
		if strings.Contains(message, text) {
			wanted[at] = append(wanted[at][:i:i], wanted[at][i+1:]...)
			return true
		}
	}
	return false
}

func TestProblemsAreSorted(t *testing.T) {
	for _, path := range wrongModels(t) {
		problems := problemsOf(t, path)
		for i := 1; i < len(problems); i++ {
			a, b := problems[i-1].Pos, problems[i].Pos
			if a.Line > b.Line || a.Line == b.Line && a.Column > b.Column {
				t.Errorf("%v stands before %v", problems[i-1], problems[i])
			}
		}
	}
}
