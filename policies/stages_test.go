package policies

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
)

// Whoever asks a rule in stages must hear what it says as a whole, of all elements
// at once: here on random models in the words of the rules.
func TestStagesSayWhatTheWholeRuleSays(t *testing.T) {
	chosen, compiler := compiled(t)
	var questions []*question
	for seed := range uint64(12) {
		questions = append(questions, newQuestion(scattered(chosen, seed, 60)))
	}
	fails, narrow := 0, 0
	for _, r := range chosen {
		staged, err := prepare(t.Context(), r, compiler)
		if err != nil {
			t.Fatal(err)
		}
		whole := *staged
		whole.Package = userPackage + "whole" // which is asked all at once
		if whole.query, err = prepareQuery(t.Context(), r.module, sorted(staged.fills), compiler); err != nil {
			t.Fatal(err)
		}
		if staged.stages.narrow {
			narrow++
		}
		for _, q := range questions {
			got, err := staged.evaluate(t.Context(), q, Setting{})
			if err != nil {
				t.Fatal(r.File, err)
			}
			want, err := whole.evaluate(t.Context(), q, Setting{})
			if err != nil {
				t.Fatal(r.File, err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-whole +stages):\n%s", r.File, diff)
			}
			fails += len(slices.DeleteFunc(got, func(r Result) bool { return r.Outcome != Fail }))
		}
	}
	if fails < 1000 || narrow < len(chosen)/2 {
		t.Errorf("only %d findings and %d rules that may be narrowed: this proves little", fails, narrow)
	}
}

// compiled are all rules of ours and their compiler.
func compiled(t *testing.T) ([]candidate, *ast.Compiler) {
	t.Helper()
	c := capabilities()
	chosen, err := choose(Options{Pack: "full"}, c)
	if err != nil {
		t.Fatal(err)
	}
	modules, err := embeddedModules(c, library)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range chosen {
		modules[r.File] = r.module
	}
	compiler := newCompiler(reflect.TypeFor[Input](), c)
	if err := compileWithin(t.Context(), compiler, modules); err != nil {
		t.Fatal(err)
	}
	return chosen, compiler
}

// scattered is a random model of n components, and of as many other elements in
// proportion, with the words that rules look for.
func scattered(rules []candidate, seed uint64, n int) *Input {
	random := rand.New(rand.NewPCG(seed, 0))
	in := &Input{
		Parties: map[string]*Party{}, Boundaries: map[string]*Boundary{}, Components: map[string]*Component{}, Flows: map[string]*Flow{},
		Keys: map[string]*Key{}, Roles: map[string]*Role{}, Assets: map[string]*Asset{}, Attackers: map[string]*Attacker{}, Mitigations: map[string]*Mitigation{},
	}
	known := wordsOf(rules)
	scatter(random, known, in.Parties, "party", n/15)
	scatter(random, known, in.Boundaries, "boundary", n/10)
	scatter(random, known, in.Components, "component", n)
	scatter(random, known, in.Flows, "flow", 2*n)
	scatter(random, known, in.Keys, "key", n/15)
	scatter(random, known, in.Roles, "role", n/10)
	scatter(random, known, in.Assets, "asset", n/6)
	scatter(random, known, in.Attackers, "attacker", n/15)
	scatter(random, known, in.Mitigations, "mitigation", n/15)
	in.Index()
	return in
}

func scatter[T any](random *rand.Rand, words map[string][]string, section map[string]*T, noun string, n int) {
	for i := range n {
		element := new(T)
		fillRandomly(random, words, reflect.ValueOf(element).Elem())
		section[fmt.Sprintf("%s-%d", noun, i)] = element
	}
}

// fillRandomly states about two thirds of the properties; what points to other
// elements, Index finds.
func fillRandomly(random *rand.Rand, words map[string][]string, v reflect.Value) {
	for _, f := range fieldsOf(v.Type()) {
		field, known := v.Field(f.index), words[f.name]
		one := func() string { return known[random.IntN(len(known))] }
		switch {
		case random.IntN(3) == 0 || f.name == "out_of_scope":
		case field.Kind() == reflect.String && len(known) > 0:
			field.SetString(one())
		case field.Type() == reflect.TypeFor[[]string]() && len(known) > 0:
			field.Set(reflect.ValueOf([]string{one(), one()}))
		case field.Type() == reflect.TypeFor[*bool]() && f.states == "":
			field.Set(reflect.ValueOf(new(random.IntN(2) == 0)))
		case field.Type() == reflect.TypeFor[*float64]():
			field.Set(reflect.ValueOf(new(float64(random.IntN(6)))))
		case field.Kind() == reflect.Pointer && field.Type().Elem().Kind() == reflect.Struct && f.at == "":
			field.Set(reflect.New(field.Type().Elem()))
			fillRandomly(random, words, field.Elem())
		}
	}
}

// wordsOf is what rules compare each field with, and ids where a field names an element.
func wordsOf(rules []candidate) map[string][]string {
	known := map[string][]string{}
	for _, noun := range []struct{ noun, fields string }{
		{"party", "operator custodian party subcontractors responsible accountable identity_from access_rules_from monitored_by parties"},
		{"boundary", "inside rivals exposed_to"},
		{"component", "from to runs_on at"},
		{"asset", "carries returns"},
		{"key", "key"},
	} {
		for field := range strings.FieldsSeq(noun.fields) {
			known[field] = []string{noun.noun + "-0", noun.noun + "-1", noun.noun + "-2", noun.noun + "-3"}
		}
	}
	known["exposed_to"] = append(known["exposed_to"], "internet")
	known["kind"] = slices.Concat(kindsOf("components"), kindsOf("boundaries"), kindsOf("parties"), kindsOf("attackers"))
	known["protocol"], known["purpose"] = keysOf("by_protocol"), keysOf("by_purpose")
	for _, r := range rules {
		ast.WalkExprs(r.module, func(e *ast.Expr) bool {
			terms, ok := e.Terms.([]*ast.Term)
			if ok && len(terms) == 3 {
				learn(known, terms[1], terms[2])
				learn(known, terms[2], terms[1])
			}
			return false
		})
	}
	return known
}

// learn notes the words that a field is compared with, and one that it is not.
func learn(known map[string][]string, field, with *ast.Term) {
	ref, ok := field.Value.(ast.Ref)
	if !ok {
		return
	}
	name, ok := ref[len(ref)-1].Value.(ast.String)
	if !ok {
		return
	}
	if known[string(name)] == nil {
		known[string(name)] = []string{"another"}
	}
	ast.WalkTerms(with, func(t *ast.Term) bool {
		if word, ok := t.Value.(ast.String); ok && !slices.Contains(known[string(name)], string(word)) {
			known[string(name)] = append(known[string(name)], string(word))
		}
		_, ok := t.Value.(ast.Ref)
		return ok
	})
}

func TestJudgesAlone(t *testing.T) {
	for text, want := range map[string]bool{
		"finding contains {\"element\": id} if {\n\tsome id, f in input.flows\n\tf.tls == \"none\"\n}":                                         true,
		"finding contains {\"element\": id} if {\n\tsome id, f in input.by_protocol.mqtt\n\tinput.params.x\n}":                                 true,
		"finding contains {\"element\": id} if {\n\tsome id, f in input.flows\n\tinput.components[f.to].shared\n}":                             true,
		"finding contains {\"element\": id} if {\n\tsome id, f in input.flows\n\tsome other, g in input.flows\n\tf.to == g.from\n}":            false,
		"finding contains {\"element\": id} if {\n\tsome id, f in input.by_protocol.mqtt\n\tsome other, g in input.flows\n\tf.to == g.from\n}": false,
		"finding contains {\"element\": id} if {\n\tsome id, f in input.by_protocol.mqtt\n\tinput.flows.x.tls == f.tls\n}":                     false,
		"finding contains {\"element\": id} if {\n\tsome id, f in input.flows\n\tcount(input.flows) > 1\n}":                                    false,
		"finding contains {\"element\": id} if {\n\tsome id, f in input.flows\n\thelp(f)\n}\n\nhelp(f) if input.flows[f.to]":                   false,
		"finding contains {\"element\": f.to} if {\n\tsome id, f in input.flows\n}":                                                            false,
		"finding contains {\"element\": id} if {\n\tsome id, f in input.components\n\tcount([g | some g in input.flows; g.to == id]) > 1\n}":   false,
		"finding contains {\"element\": id} if {\n\tsome section in [\"flows\"]\n\tsome id, f in input[section]\n}":                            false,
		"finding contains {\"element\": id} if {\n\tsome id, f in input.flows\n\thelp(input)\n}\n\nhelp(all) if all.flows":                     false,
		"seen := {id | some id, f in input.flows}\n\nfinding contains {\"element\": id} if {\n\tsome id in seen\n}":                            false,
	} {
		m, err := parse("x.rego", "package threats.x.y\n\n"+text+"\n", capabilities())
		if err != nil {
			t.Fatal(text, err)
		}
		if got := judgesAlone(m, "flows"); got != want {
			t.Errorf("judges alone: %t, want %t:\n%s", got, want, text)
		}
	}
}

// The library must not look at elements behind the back of judgesAlone.
func TestTheLibraryReadsNoInput(t *testing.T) {
	modules, err := embeddedModules(capabilities(), library)
	if err != nil || len(modules) == 0 {
		t.Fatal("no library: ", err)
	}
	for name, m := range modules {
		ast.WalkTerms(m, func(term *ast.Term) bool {
			if term.Equal(ast.InputRootDocument) {
				t.Errorf("%s reads the input", name)
			}
			return false
		})
	}
}
