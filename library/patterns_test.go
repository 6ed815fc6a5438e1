package library_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stormtree-dev/stormtree/library"
)

// A folder that is too much, or is none of patterns, is refused in little time.
func TestHostileFoldersOfPatternsAreRefused(t *testing.T) {
	large := []byte("# " + strings.Repeat("x", 60_000) + "\n")
	for name, c := range map[string]struct {
		files fstest.MapFS
		want  string
	}{
		"a pipe":        {fstest.MapFS{"a.yaml": {Mode: fs.ModeNamedPipe}}, "a.yaml:1:1: this file cannot be read: it is no ordinary file"},
		"a folder":      {fstest.MapFS{"a.yaml/b.yaml": {}}, "a.yaml:1:1: this file cannot be read: it is no ordinary file"},
		"a large file":  {fstest.MapFS{"a.yaml": {Data: []byte(strings.Repeat(string(large), 20))}}, "a file of patterns may have 1 MiB"},
		"many files":    {many(1_001, []byte("steps: {}\n")), "there are 1001 files here, more than the 1000 that are read"},
		"large files":   {many(80, append(large, "steps: {}\n"...)), "with this file the patterns have more than 4 MiB"},
		"nothing":       {fstest.MapFS{"README.md": {}}, "there are no patterns here"},
		"a long chain":  {fstest.MapFS{"a.yaml": {Data: []byte(chained(5_000))}}, `the attack of pattern "p" is nested deeper than 40`},
		"hops on hops":  {fstest.MapFS{"a.yaml": {Data: []byte(hopping(60))}}, `the attack of pattern "p" is nested deeper than 40`},
		"many mistakes": {fstest.MapFS{"a.yaml": {Data: []byte(mistaken(5_000))}}, "there is no step"},
	} {
		t.Run(name, func(t *testing.T) {
			patterns, problems := library.ReadPatterns(c.files, nil)
			if patterns != nil || len(problems) == 0 || len(problems) > 100 || !strings.Contains(problems.Error(), c.want) {
				t.Errorf("%.300v, not %s", problems, c.want)
			}
		})
	}
}

func many(n int, data []byte) fstest.MapFS {
	files := fstest.MapFS{}
	for i := range n {
		files[fmt.Sprintf("%d.yaml", i)] = &fstest.MapFile{Data: data}
	}
	return files
}

const patternHead = "pattern: p\ntitle: P\ndescription: D\nthreat: T\ncategory: {}\n"

// chained are n parts, each in the one before it.
func chained(n int) string {
	var b strings.Builder
	b.WriteString(patternHead + "attack: {any: [s0@asset]}\nsteps:\n")
	for i := range n {
		fmt.Fprintf(&b, "  s%d: {title: S, on: asset, any: [s%d@self]}\n", i, i+1)
	}
	fmt.Fprintf(&b, "  s%d: {title: S, on: asset, probability: p}\n", n)
	return b.String()
}

func hopping(n int) string {
	return strings.ReplaceAll(chained(n), "on: asset, any", "on: asset, hops: 4, any")
}

func mistaken(n int) string {
	return strings.ReplaceAll(chained(n), "@self", "x@self")
}
