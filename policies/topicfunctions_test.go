package policies

import (
	"fmt"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/stormtree-dev/stormtree/policies/topic"
)

// TestTopicsInRegoAgreeWithGo compares lib.topics with package topic over all
// small filters and names.
func TestTopicsInRegoAgreeWithGo(t *testing.T) {
	modules, err := embeddedModules(capabilities(), library)
	if err != nil {
		t.Fatal(err)
	}
	compiler := ast.NewCompiler().WithCapabilities(capabilities())
	if compiler.Compile(modules); compiler.Failed() {
		t.Fatal(compiler.Errors)
	}
	query, err := rego.New(rego.Compiler(compiler), rego.Query(`
		matches := {[f, n] | some f in input.filters; some n in input.names; data.lib.topics.matches(f, n)}
		includes := {[f, g] | some f in input.filters; some g in input.filters; data.lib.topics.includes(f, g)}`)).PrepareForEval(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	filters, names := smallTopics(t)
	answers, err := query.Eval(t.Context(), rego.EvalInput(map[string]any{"filters": filters, "names": names}))
	if err != nil {
		t.Fatal(err)
	}
	matches, includes := pairs(answers[0].Bindings["matches"]), pairs(answers[0].Bindings["includes"])
	for _, s := range filters {
		f, _ := topic.ParseFilter(s)
		for _, n := range names {
			if matches[s+" "+n] != f.Matches(n) {
				t.Errorf("%q matches %q: %v in Go, not in Rego", s, n, f.Matches(n))
			}
		}
		for _, other := range filters {
			if g, _ := topic.ParseFilter(other); includes[s+" "+other] != f.Contains(g) {
				t.Errorf("%q includes %q: %v in Go, not in Rego", s, other, f.Contains(g))
			}
		}
	}
}

func smallTopics(t *testing.T) (filters, names []string) {
	t.Helper()
	levels := []string{"", "a", "$s", "+", "#"}
	for _, a := range levels {
		filters = append(filters, a, "$share/g/"+a)
		for _, b := range levels {
			filters = append(filters, a+"/"+b)
			for _, c := range levels {
				filters = append(filters, a+"/"+b+"/"+c)
			}
		}
	}
	names = filters
	var valid []string
	for _, s := range filters {
		if _, err := topic.ParseFilter(s); err == nil {
			valid = append(valid, s)
		}
	}
	if len(valid) < 100 {
		t.Fatalf("only %d filters", len(valid))
	}
	return valid, names
}

func pairs(set any) map[string]bool {
	m := map[string]bool{}
	for _, p := range set.([]any) {
		pair := p.([]any)
		m[fmt.Sprintf("%s %s", pair[0], pair[1])] = true
	}
	return m
}
