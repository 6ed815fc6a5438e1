package policies

import (
	"encoding/binary"
	"math"
	"reflect"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// converter turns Go structs into Rego values. An element that several indexes
// point to becomes one value, and so do equal words, lists of words and small
// objects of them: large models repeat these thousands of times.
type converter struct {
	fields   fieldTable
	elements map[element]*ast.Term
	words    map[string]*ast.Term
	lists    map[string]*ast.Term // by their words, each with its length
	objects  map[object]*ast.Term
	key      []byte // that lists looks up, built anew each time
}

// object is a small object: its type and its values in the order of the fields.
type object struct {
	kind   reflect.Type
	values [smallObject]*ast.Term
}

// smallObject is how many fields the type of a small object has at most.
const smallObject = 5

type keyedField struct {
	field
	key *ast.Term
}

// fieldTable holds the fields of a struct and of all structs below it.
type fieldTable map[reflect.Type][]keyedField

func newFieldTable(root reflect.Type) fieldTable {
	table := fieldTable{}
	for _, t := range structs(nil, root) {
		for _, one := range fieldsOf(t) {
			table[t] = append(table[t], keyedField{one, ast.StringTerm(one.name)})
		}
	}
	return table
}

type element struct {
	kind    reflect.Type
	pointer uintptr
}

func newConverter(fields fieldTable) *converter {
	return &converter{
		fields:   fields,
		elements: map[element]*ast.Term{},
		words:    map[string]*ast.Term{},
		lists:    map[string]*ast.Term{},
		objects:  map[object]*ast.Term{},
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
		return number(v.Float())
	}
	panic("no Rego value for " + v.Type().String())
}

// number keeps infinities out of Rego, which has none, and writes whole numbers
// as such, which compares faster.
func number(x float64) *ast.Term {
	if math.IsNaN(x) {
		x = 0
	}
	x = math.Max(-Unlimited, math.Min(x, Unlimited))
	if x == math.Trunc(x) {
		return ast.InternedTerm(int(x))
	}
	return ast.FloatNumberTerm(x)
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
	fields := c.fields[v.Type()]
	if len(fields) <= smallObject {
		return c.small(v, fields)
	}
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

// small is one term for all equal objects of a type. Values are equal if they are
// one term; where equal values are two, only memory is lost.
func (c *converter) small(v reflect.Value, fields []keyedField) *ast.Term {
	o := object{kind: v.Type()}
	pairs := make([][2]*ast.Term, 0, smallObject)
	for i, f := range fields {
		value := v.Field(f.index)
		if f.omit && value.IsZero() {
			continue
		}
		o.values[i] = c.term(value)
		pairs = append(pairs, [2]*ast.Term{f.key, o.values[i]})
	}
	if c.objects[o] == nil {
		c.objects[o] = ast.ObjectTerm(pairs...)
	}
	return c.objects[o]
}

// keyed leaves out entries without an element: they are never meant. Elements are
// made in the order in which rules visit them, so that neighbours lie side by
// side in memory: in the order of a map it takes rules half as long again.
func (c *converter) keyed(v reflect.Value) *ast.Term {
	if v.Type().Elem().Kind() == reflect.Interface {
		return ast.NewTerm(ast.MustInterfaceToValue(v.Interface()))
	}
	list := c.entries(v)
	pairs := make([][2]*ast.Term, len(list))
	for i, e := range list {
		pairs[i] = e.pair
	}
	return ast.ObjectTerm(pairs...)
}

// entries are those of a keyed object, sorted; what is nil is left out.
func (c *converter) entries(object reflect.Value) []entry {
	list := make([]entry, 0, object.Len())
	for it := object.MapRange(); it.Next(); {
		if v := it.Value(); v.Kind() != reflect.Pointer || !v.IsNil() {
			list = append(list, entry{id: it.Key().String(), value: v})
		}
	}
	slices.SortFunc(list, func(a, b entry) int { return strings.Compare(a.id, b.id) })
	for i, e := range list {
		list[i].pair = [2]*ast.Term{c.word(e.id), c.term(e.value)}
	}
	return list
}

func (c *converter) array(v reflect.Value) *ast.Term {
	if v.Len() == 0 {
		return ast.InternedEmptyArray
	}
	words, plain := v.Interface().([]string)
	if plain {
		if known := c.lists[string(c.keyOf(words))]; known != nil {
			return known
		}
	}
	terms := make([]*ast.Term, v.Len())
	for i := range terms {
		terms[i] = c.term(v.Index(i))
	}
	list := ast.ArrayTerm(terms...)
	if plain {
		c.lists[string(c.key)] = list
	}
	return list
}

// keyOf is the key of a list of words until the next one is asked for.
func (c *converter) keyOf(words []string) []byte {
	c.key = c.key[:0]
	for _, w := range words {
		c.key = binary.AppendUvarint(c.key, uint64(len(w)))
		c.key = append(c.key, w...)
	}
	return c.key
}
