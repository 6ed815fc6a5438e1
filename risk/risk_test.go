package risk_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
	"github.com/stormtree-dev/stormtree/risk"
)

// parse is a model of the text below its first line, or the end of the test.
func parse(t testing.TB, text string) *model.Model {
	t.Helper()
	root, problems := source.Read("model.yaml", []byte("stormtree: 1\ntitle: Test\n"+text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	m, problems := model.Decode("model.yaml", root)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return m
}

// analyze judges a model by no rule at all.
func analyze(t testing.TB, text string) *risk.Register {
	t.Helper()
	r, err := risk.Analyze(context.Background(), parse(t, text), risk.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// pack is the bundled rules that a model asks for, bound to it.
func pack(t testing.TB, m *model.Model) *policies.Pack {
	t.Helper()
	p, err := policies.Load(context.Background(), policies.Options{Pack: m.Rules.Pack, Also: risk.RuleNames(m)})
	if err != nil {
		t.Fatal(err)
	}
	if problems := risk.Bind(m, p); len(problems) > 0 {
		t.Fatal(problems)
	}
	return p
}

func row(t testing.TB, r *risk.Register, id string) risk.Risk {
	t.Helper()
	i := slices.IndexFunc(r.Risks, func(x risk.Risk) bool { return x.ID == id })
	if i < 0 {
		t.Fatalf("no risk %s among %v", id, ids(r))
	}
	return r.Risks[i]
}

func total(t testing.TB, r *risk.Register, threat string) risk.Total {
	t.Helper()
	i := slices.IndexFunc(r.Totals, func(x risk.Total) bool { return x.Threat == threat })
	if i < 0 {
		t.Fatalf("no total of %s", threat)
	}
	return r.Totals[i]
}

// ids are the risks' ids, sorted.
func ids(r *risk.Register) []string {
	list := []string{}
	for _, x := range r.Risks {
		list = append(list, x.ID)
	}
	slices.Sort(list)
	return list
}

// near compares to six significant digits.
func near(t testing.TB, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-6*math.Max(math.Abs(want), 1e-3) {
		t.Errorf("%s: %.8g, want %.8g", what, got, want)
	}
}

func equal[T any](t testing.TB, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmp.Comparer(closeTo)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func closeTo(x, y float64) bool {
	return x == y || math.Abs(x-y) < 1e-9*math.Max(math.Abs(x), math.Abs(y))
}

// shared is a file beside the repository that only our own machines have.
func shared(t testing.TB, elements ...string) string {
	t.Helper()
	name := filepath.Join(append([]string{"..", "..", "shared"}, elements...)...)
	if _, err := os.Stat(name); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("missing test data: %v", err)
		}
		t.Skipf("skipped without test data: %v", err)
	}
	return name
}

// examples are the models that the repository shows.
func examples(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob("../examples/*/model.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("found no example: %v", err)
	}
	return paths
}
