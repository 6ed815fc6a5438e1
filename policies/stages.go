package policies

import (
	"context"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

// stages are the questions to a rule of ours, asked one after the other and each
// about fewer elements: where it applies, where it fails or waits there, and where
// it holds of those that still wait for a fact. Most rules of a large model end
// early.
type stages struct {
	applicable *rego.PreparedEvalQuery // nil: the rule applies wherever it is about
	decided    *rego.PreparedEvalQuery // finding and unknown
	pass       *rego.PreparedEvalQuery // nil: nothing holds in spite of a missing fact
	narrow     bool                    // whether the rule may be shown some of its scope's elements alone
}

func newStages(ctx context.Context, r candidate, fills map[string]bool, compiler *ast.Compiler) (stages, error) {
	s := stages{narrow: judgesAlone(r.module, r.Scope)}
	for _, stage := range []struct {
		query **rego.PreparedEvalQuery
		names []string
	}{{&s.applicable, []string{"applicable"}}, {&s.decided, []string{"finding", "unknown"}}, {&s.pass, []string{"pass"}}} {
		names := slices.DeleteFunc(stage.names, func(name string) bool { return !fills[name] })
		if len(names) == 0 {
			continue
		}
		query, err := prepareQuery(ctx, r.module, names, compiler)
		if err != nil {
			return s, err
		}
		*stage.query = &query
	}
	return s, nil
}

// judgesAlone reports whether a rule judges each element of its scope by itself: all it
// does with the section is to visit every element, once in each body, for a verdict
// about that element. Then it says the same when it is shown some of them alone.
func judgesAlone(m *ast.Module, scope string) bool {
	section := ast.InputRootRef.Append(ast.StringTerm(scope))
	reads, visits := 0, 0
	ast.WalkRefs(m, func(ref ast.Ref) bool {
		if ref.HasPrefix(section) || ref.HasPrefix(ast.InputRootRef) && (len(ref) == 1 || !ref[1].IsGround()) {
			reads++
		}
		return false
	})
	for _, r := range m.Rules {
		if n := visitsOf(r, section); slices.Contains(verdicts, r.Head.Ref()[0].String()) && n == 1 {
			visits += n
		}
	}
	return reads == visits
}

// visitsOf counts the lines of a rule's body that say "some id, element in" a
// section, where id is what the rule's verdict is about.
func visitsOf(r *ast.Rule, section ast.Ref) int {
	n := 0
	for _, e := range r.Body {
		some, ok := e.Terms.(*ast.SomeDecl)
		if !ok || len(some.Symbols) != 1 {
			continue
		}
		call, ok := some.Symbols[0].Value.(ast.Call)
		if ok && len(call) == 4 && call[3].Value.Compare(section) == 0 && subject(r.Head.Key).Equal(call[1]) {
			n++
		}
	}
	return n
}

// subject is the element that a member of a verdict is about.
func subject(member *ast.Term) *ast.Term {
	if object, ok := member.Value.(ast.Object); ok {
		return object.Get(ast.StringTerm("element"))
	}
	return member
}

// ask asks a rule of ours about some elements of its scope, and nothing if there are none.
func (s *stages) ask(ctx context.Context, r *rule, q *question, params map[string]any, about *selection) (verdict, error) {
	var v verdict
	if len(about.entries) == 0 {
		return v, nil
	}
	ctx, cancel := context.WithTimeoutCause(ctx, BundledTimeout, slow(BundledTimeout))
	defer cancel()
	if s.applicable != nil {
		where, err := s.one(ctx, s.applicable, r, q, params, about)
		if err != nil || len(where.applicable) == 0 {
			return where, err
		}
		v.applicable = where.applicable
		about = q.selected(about, func(e entry) bool { return v.applicable[e.id] })
	}
	decided, err := s.one(ctx, s.decided, r, q, params, about)
	if err != nil {
		return v, err
	}
	v.finding, v.unknown = decided.finding, decided.unknown
	v.missing = r.waits(about.entries, v)
	if s.pass == nil || len(v.missing) == 0 {
		return v, nil
	}
	passed, err := s.one(ctx, s.pass, r, q, params, q.selected(about, func(e entry) bool { return v.missing[e.id] != nil }))
	v.pass = passed.pass
	return v, err
}

// one asks one question, about the selected elements alone where that is possible.
func (s *stages) one(ctx context.Context, query *rego.PreparedEvalQuery, r *rule, q *question, params map[string]any, about *selection) (verdict, error) {
	if !s.narrow {
		about = q.sections[r.Scope]
	}
	input, err := q.with(params, r.Scope, about)
	if err != nil {
		return verdict{}, err
	}
	sets, err := bindings(ctx, query, rego.EvalParsedInput(input), rego.EvalGenerateJSON(asItIs))
	if err != nil {
		return verdict{}, err
	}
	v, err := newVerdict(sets)
	if err != nil {
		return v, err
	}
	return v, r.know(q, v)
}

// asItIs keeps a value of Rego's.
func asItIs(t *ast.Term, _ *rego.EvalContext) (any, error) { return t.Value, nil }
