package policies

import (
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/types"

	"github.com/stormtree-dev/stormtree/policies/topic"
)

// The device policy calls package topic through three functions. They are
// undefined, not an error, for what is no valid topic, so that nothing which
// depends on them holds. The library lib.topics says the same in plain Rego.

func topicMatches() *rego.Function {
	return &rego.Function{Name: "topic.matches", Decl: types.NewFunction(types.Args(types.S, types.S), types.B)}
}

func topicIncludes() *rego.Function {
	return &rego.Function{Name: "topic.includes", Decl: types.NewFunction(types.Args(types.S, types.S), types.B)}
}

func topicBind() *rego.Function {
	values := types.NewObject(nil, types.NewDynamicProperty(types.S, types.S))
	return &rego.Function{Name: "topic.bind", Decl: types.NewFunction(types.Args(types.S, values), types.S)}
}

func topicFunctions() []*ast.Builtin {
	var builtins []*ast.Builtin
	for _, f := range []*rego.Function{topicMatches(), topicIncludes(), topicBind()} {
		builtins = append(builtins, &ast.Builtin{Name: f.Name, Decl: f.Decl})
	}
	return builtins
}

func registerTopicFunctions() []func(*rego.Rego) {
	return []func(*rego.Rego){
		rego.Function2(topicMatches(), func(_ rego.BuiltinContext, filter, name *ast.Term) (*ast.Term, error) {
			f, err := topic.ParseFilter(word(filter))
			if err != nil {
				return nil, nil
			}
			return ast.InternedTerm(f.Matches(word(name))), nil
		}),
		rego.Function2(topicIncludes(), func(_ rego.BuiltinContext, outer, inner *ast.Term) (*ast.Term, error) {
			o, err := topic.ParseFilter(word(outer))
			if err != nil {
				return nil, nil
			}
			i, err := topic.ParseFilter(word(inner))
			if err != nil {
				return nil, nil
			}
			return ast.InternedTerm(o.Contains(i)), nil
		}),
		rego.Function2(topicBind(), bindTemplate),
	}
}

func bindTemplate(_ rego.BuiltinContext, template, values *ast.Term) (*ast.Term, error) {
	t, err := topic.ParseTemplate(word(template))
	if err != nil {
		return nil, nil
	}
	bindings := map[string]string{}
	if object, ok := values.Value.(ast.Object); ok {
		object.Foreach(func(name, value *ast.Term) { bindings[word(name)] = word(value) })
	}
	f, err := t.Bind(bindings)
	if err != nil {
		return nil, nil
	}
	return ast.StringTerm(f.String()), nil
}

// word is the text of a string; what is no string is no topic either.
func word(t *ast.Term) string {
	s, _ := t.Value.(ast.String)
	return string(s)
}
