package report

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

// examples are the bundled models, judged without rules: every door is unknown.
func examples(t *testing.T) map[string]*model.Model {
	t.Helper()
	paths, err := filepath.Glob("../examples/*/model.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	models := map[string]*model.Model{}
	for _, path := range paths {
		m, err := model.Load(path)
		if err != nil {
			t.Fatal(err)
		}
		models[path] = m
	}
	return models
}

func TestExamplesReadInEveryFormat(t *testing.T) {
	for path, m := range examples(t) {
		r, err := risk.Analyze(context.Background(), m, risk.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, format := range Formats() {
			first, second := in(t, format, r, plainOptions), in(t, format, r, plainOptions)
			if !bytes.Equal(first, second) {
				t.Errorf("%s as %s differs from run to run", path, format)
			}
		}
		data, sarif := string(in(t, "json", r, plainOptions)), string(in(t, "sarif", r, plainOptions))
		for _, row := range r.Risks {
			if id := `"id": "` + row.ID + `"`; !strings.Contains(data, id) || !strings.Contains(sarif, id) {
				t.Errorf("%s: %s is missing in JSON or SARIF", path, row.ID)
			}
		}
		checkWidth(t, path, in(t, "text", r, plainOptions))
		for i, result := range sarifOf(t, r).Results {
			checkResult(t, i, result, sarifOf(t, r).Tool.Driver.Rules)
		}
	}
}

func TestExamplesHaveTreesAndExplanations(t *testing.T) {
	ctx := context.Background()
	for path, m := range examples(t) {
		for _, threat := range m.Threats {
			tree, err := risk.BuildTree(ctx, m, risk.Options{}, threat.ID, "")
			if err != nil {
				t.Fatal(err)
			}
			text := written(t, func(w io.Writer) error { return Tree(w, tree, plainOptions) })
			checkWidth(t, path+" "+threat.ID, text)
			for _, want := range []string{"THE TREE", "THE BEST ATTACKS", "SMALLEST SETS"} {
				if !bytes.Contains(text, []byte(want)) {
					t.Errorf("%s: the tree of %s has no part %q", path, threat.ID, want)
				}
			}
		}
		r, err := risk.Analyze(ctx, m, risk.Options{})
		if err != nil {
			t.Fatal(err)
		}
		e, err := risk.Explain(ctx, m, risk.Options{}, r, r.Risks[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		text := written(t, func(w io.Writer) error { return Explanation(w, e, plainOptions) })
		checkWidth(t, path+" explained", text)
		for _, want := range []string{"WHY THIS RANK", "WHAT IT RESTS ON", " each: "} {
			if !bytes.Contains(text, []byte(want)) {
				t.Errorf("%s: the explanation of %s has no part %q", path, r.Risks[0].ID, want)
			}
		}
	}
}
