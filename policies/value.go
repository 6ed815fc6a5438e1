package policies

import (
	"math"
	"reflect"

	"github.com/open-policy-agent/opa/v1/ast"
)

// converter turns Go structs into Rego values. An element that several indexes
// point to becomes one value, a word that appears often one term.
type converter struct {
	fields   map[reflect.Type][]keyedField
	elements map[element]*ast.Term
	words    map[string]*ast.Term
}

type keyedField struct {
	field
	key *ast.Term
}

type element struct {
	kind    reflect.Type
	pointer uintptr
}

func newConverter() *converter {
	return &converter{
		fields:   map[reflect.Type][]keyedField{},
		elements: map[element]*ast.Term{},
		words:    map[string]*ast.Term{},
	}
}

func (c *converter) term(v reflect.Value) *ast.Term {
	switch v.Kind() {
	case reflect.Pointer:
		return c.pointed(v)
	case reflect.Struct:
		return c.object(v)
	case reflect.Map:
		return c.keyed(v)
	case reflect.Slice:
		return c.array(v)
	case reflect.String:
		return c.word(v.String())
	case reflect.Bool:
		return ast.InternedTerm(v.Bool())
	case reflect.Float64:
		return ast.FloatNumberTerm(bounded(v.Float()))
	case reflect.Int, reflect.Int64:
		return ast.InternedTerm(int(v.Int()))
	}
	panic("no Rego value for " + v.Type().String())
}

// bounded keeps infinities out of Rego, which has none.
func bounded(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return math.Max(-Unlimited, math.Min(x, Unlimited))
}

func (c *converter) word(s string) *ast.Term {
	if c.words[s] == nil {
		c.words[s] = ast.StringTerm(s)
	}
	return c.words[s]
}

func (c *converter) pointed(v reflect.Value) *ast.Term {
	if v.Elem().Kind() != reflect.Struct {
		return c.term(v.Elem())
	}
	key := element{v.Type(), v.Pointer()}
	if c.elements[key] == nil {
		c.elements[key] = c.object(v.Elem())
	}
	return c.elements[key]
}

func (c *converter) object(v reflect.Value) *ast.Term {
	fields := c.fieldsOf(v.Type())
	pairs := make([][2]*ast.Term, 0, len(fields))
	for _, f := range fields {
		value := v.Field(f.index)
		if f.omit && value.IsZero() {
			continue
		}
		pairs = append(pairs, [2]*ast.Term{f.key, c.term(value)})
	}
	return ast.ObjectTerm(pairs...)
}

func (c *converter) fieldsOf(t reflect.Type) []keyedField {
	if fields, ok := c.fields[t]; ok {
		return fields
	}
	var fields []keyedField
	for _, f := range fieldsOf(t) {
		fields = append(fields, keyedField{f, c.word(f.name)})
	}
	c.fields[t] = fields
	return fields
}

// keyed leaves out entries without an element: they are never meant.
func (c *converter) keyed(v reflect.Value) *ast.Term {
	if v.Type().Elem().Kind() == reflect.Interface {
		return ast.NewTerm(ast.MustInterfaceToValue(v.Interface()))
	}
	pairs := make([][2]*ast.Term, 0, v.Len())
	for it := v.MapRange(); it.Next(); {
		if it.Value().Kind() == reflect.Pointer && it.Value().IsNil() {
			continue
		}
		pairs = append(pairs, [2]*ast.Term{c.word(it.Key().String()), c.term(it.Value())})
	}
	return ast.ObjectTerm(pairs...)
}

func (c *converter) array(v reflect.Value) *ast.Term {
	if v.Len() == 0 {
		return ast.InternedEmptyArray
	}
	terms := make([]*ast.Term, v.Len())
	for i := range terms {
		terms[i] = c.term(v.Index(i))
	}
	return ast.ArrayTerm(terms...)
}
