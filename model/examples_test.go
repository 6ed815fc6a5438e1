package model_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
)

// examples are all whole models that this repository has.
func examples(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("../examples/*/model.yaml")
	if err != nil || len(paths) < 3 {
		t.Fatalf("found only %d examples: %v", len(paths), err)
	}
	return paths
}

func TestExamplesLoad(t *testing.T) {
	for _, path := range examples(t) {
		m, err := model.Load(path)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		if len(m.Threats) == 0 || len(m.Steps) == 0 {
			t.Errorf("%s has %d threats and %d steps", path, len(m.Threats), len(m.Steps))
		}
	}
}

func TestSketchLoads(t *testing.T) {
	const sketch = "../../shared/sketches/smart-home.yaml"
	if _, err := os.Stat(sketch); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("no sketch beside the repository: ", err)
	}
	if _, err := model.Load(sketch); err != nil {
		t.Error(err)
	}
}
