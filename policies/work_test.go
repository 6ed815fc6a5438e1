package policies

import (
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// mostWork is how many times the work may grow when the model is twice as large:
// the double, and some for chance.
const mostWork = 2.3

// No rule may do more than twice the work for twice the model, however fast the
// machine: a rule that looks at elements in pairs stays within its time in a test and
// takes minutes in a company. The models are the hardest: all flows between four components.
func TestTheWorkOfRulesIsLinear(t *testing.T) {
	chosen, compiler := compiled(t)
	for seed := range uint64(6) {
		small, large := newQuestion(scattered(chosen, seed, 120)), newQuestion(twice(scattered(chosen, seed, 120)))
		for _, r := range chosen {
			before, after := work(t, r, compiler, small), work(t, r, compiler, large)
			if before < 10 {
				t.Errorf("%s: %d steps prove nothing", r.File, before)
			}
			if ratio := float64(after) / float64(before); ratio > mostWork {
				t.Errorf("%s: %d steps, and %.2f times as many for a model twice as large", r.File, before, ratio)
			}
		}
	}
}

// twice gives every element a twin, which says and refers to the same.
func twice(in *Input) *Input {
	double(in.Parties)
	double(in.Boundaries)
	double(in.Components)
	double(in.Flows)
	double(in.Keys)
	double(in.Roles)
	double(in.Assets)
	double(in.Attackers)
	double(in.Mitigations)
	in.Index()
	return in
}

func double[T any](section map[string]*T) {
	for _, id := range sorted(section) {
		twin := *section[id]
		section[id+"-twin"] = &twin
	}
}

// work counts the steps of a rule's evaluation.
func work(t *testing.T, r candidate, compiler *ast.Compiler, q *question) int {
	t.Helper()
	ready, err := prepare(t.Context(), r, compiler)
	if err != nil {
		t.Fatal(err)
	}
	query, err := prepareQuery(t.Context(), r.module, sorted(ready.fills), compiler)
	if err != nil {
		t.Fatal(err)
	}
	input, err := q.with(r.Params, r.Scope, q.sections[r.Scope])
	if err != nil {
		t.Fatal(err)
	}
	var steps counter
	if _, err := bindings(t.Context(), &query, rego.EvalParsedInput(input), rego.EvalQueryTracer(&steps)); err != nil {
		t.Fatal(r.File, err)
	}
	return int(steps)
}

// counter counts what an evaluation traces.
type counter int

func (*counter) Enabled() bool               { return true }
func (*counter) Config() topdown.TraceConfig { return topdown.TraceConfig{} }
func (c *counter) TraceEvent(topdown.Event)  { *c++ }
