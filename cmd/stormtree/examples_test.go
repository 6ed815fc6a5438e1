package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
)

// judged is when the examples' waivers are judged.
const judged = "2026-06-01"

// outputs are what every example must give, byte for byte; the formats for
// machines, which are long, only by the smallest example.
var outputs = []struct {
	file string
	only string // the example; "" is all
	args []string
}{
	{"analyze.txt", "", []string{"analyze", "model.yaml", "--today", judged}},
	{"check.txt", "", []string{"check", "model.yaml", "--today", judged}},
	{"flows.dot", "", []string{"draw", "model.yaml", "--today", judged, "--flows", "--format", "dot"}},
	{"analyze.md", "open-safe", []string{"analyze", "model.yaml", "--today", judged, "--format", "markdown"}},
	{"analyze.json", "open-safe", []string{"analyze", "model.yaml", "--today", judged, "--format", "json"}},
	{"analyze.sarif", "open-safe", []string{"analyze", "model.yaml", "--today", judged, "--format", "sarif"}},
	{"by-cause.txt", "smart-home", []string{"analyze", "model.yaml", "--today", judged, "--by", "cause"}},
	{"by-operator.md", "smart-home", []string{"analyze", "model.yaml", "--today", judged, "--by", "operator", "--format", "markdown"}},
	{"tree.json", "open-safe", []string{"tree", "model.yaml", "open-safe", "--today", judged, "--format", "json"}},
	{"tree.txt", "smart-home", []string{"tree", "model.yaml", "data-isolation-failure", "--today", judged}},
	{"explain.txt", "smart-home", []string{"explain", "model.yaml", "data-isolation-failure/provider-admin", "--today", judged}},
}

func TestExamplesGiveWhatTheyPromise(t *testing.T) {
	models, _ := filepath.Glob("../../examples/*/model.yaml")
	if len(models) == 0 {
		t.Fatal("no examples")
	}
	for _, path := range models {
		dir := filepath.Dir(path)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Chdir(dir)
			for _, o := range outputs {
				if o.only != "" && o.only != filepath.Base(dir) {
					continue
				}
				golden(t, filepath.Join("want", o.file), stdout(t, o.args...))
			}
		})
	}
}

// treeOutputs are what every tree file of the examples must give.
var treeOutputs = []struct {
	suffix string
	args   []string
}{
	{".txt", []string{"--importance", "--defence-front"}},
	{".json", []string{"--importance", "--defence-front", "--samples", "1000", "--format", "json"}},
}

func TestExampleTreesGiveWhatTheyPromise(t *testing.T) {
	t.Chdir("../../examples/trees")
	var files []string
	for _, pattern := range []string{"*.xml", "*.json"} {
		found, _ := filepath.Glob(pattern)
		files = append(files, found...)
	}
	if len(files) < 3 {
		t.Fatalf("only %v", files)
	}
	for _, file := range files {
		for _, o := range treeOutputs {
			golden(t, filepath.Join("want", file+o.suffix), stdout(t, append([]string{"tree", file}, o.args...)...))
		}
	}
}

// stdout runs the program and returns its data; a gate may fail, nothing else may.
func stdout(t *testing.T, args ...string) []byte {
	t.Helper()
	var out, talk bytes.Buffer
	code := run(context.Background(), args, nil, &out, &talk)
	if code != exitFine && code != exitGateFailed {
		t.Fatalf("%q: exit code %d: %s", args, code, talk.String())
	}
	return out.Bytes()
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s has changed; renew it with -update and read the difference\n%s", name, firstDifference(got, want))
	}
}

// firstDifference shows the first line that differs.
func firstDifference(got, want []byte) string {
	g, w := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range min(len(g), len(w)) {
		if !bytes.Equal(g[i], w[i]) {
			return "got  " + string(g[i]) + "\nwant " + string(w[i])
		}
	}
	return "one is longer than the other"
}
