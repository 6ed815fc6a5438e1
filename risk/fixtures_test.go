package risk

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/policies"
)

// Beside every rule lie two small models: in the good one the rule has nothing
// to say, in the bad one it fails exactly once.
func TestRuleFixtures(t *testing.T) {
	rules, err := filepath.Glob("../policies/threats/*/*.rego")
	if err != nil {
		t.Fatal(err)
	}
	all, err := policies.Load(context.Background(), policies.Options{Pack: "full"})
	if err != nil {
		t.Fatal(err)
	}
	byFile := map[string]string{}
	for _, r := range all.Rules() {
		byFile[filepath.Join("..", "policies", r.File)] = r.ID
	}
	tried := 0
	for _, file := range rules {
		if strings.HasSuffix(file, "_test.rego") {
			continue
		}
		tried++
		id, base := byFile[file], strings.TrimSuffix(file, ".rego")
		t.Run(id, func(t *testing.T) {
			fixture(t, all, id, base+".good.yaml", 0)
			fixture(t, all, id, base+".bad.yaml", 1)
		})
	}
	if tried == 0 {
		t.Fatal("found no rule")
	}
}

func fixture(t *testing.T, all *policies.Pack, rule, file string, fails int) {
	t.Helper()
	m, err := model.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	if problems := Bind(m, all); len(problems) > 0 {
		t.Fatal(problems)
	}
	a, err := newAnalysis(context.Background(), m, Options{Rules: all})
	if err != nil {
		t.Fatal(err)
	}
	count := map[policies.Outcome]int{}
	for _, r := range a.findings.byRule[rule] {
		count[r.Outcome]++
		if r.Outcome == policies.Unknown {
			t.Errorf("%s: %s is unknown at %q, it waits for %v", file, rule, r.Element, r.Missing)
		}
	}
	if count[policies.Fail] != fails {
		t.Errorf("%s: %s fails %d times, want %d", file, rule, count[policies.Fail], fails)
	}
	if fails == 0 && count[policies.Pass] == 0 {
		t.Errorf("%s: %s applies to nothing there, so the model proves nothing", file, rule)
	}
}
