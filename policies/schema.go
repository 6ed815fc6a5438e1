package policies

import (
	"reflect"
	"slices"
	"strings"
	"sync"
)

// schemaOf is the schema by which rules are type-checked, generated from a Go
// struct. Where a map has any keys, the checker would accept every field name
// below it; a property named * makes it check them all the same.
func schemaOf(t reflect.Type) map[string]any {
	s := schemaWriter{definitions: map[string]any{}}
	root := s.object(t)
	root["definitions"] = s.definitions
	return root
}

type schemaWriter struct{ definitions map[string]any }

func (s schemaWriter) typed(t reflect.Type, keys string) map[string]any {
	switch t.Kind() {
	case reflect.Pointer:
		return s.typed(t.Elem(), keys)
	case reflect.Struct:
		return s.reference(t)
	case reflect.Map:
		return s.keyed(t, keys)
	case reflect.Slice:
		return map[string]any{"type": "array", "items": s.typed(t.Elem(), "")}
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	}
	panic("no schema for " + t.String())
}

func (s schemaWriter) reference(t reflect.Type) map[string]any {
	if _, known := s.definitions[t.Name()]; !known {
		s.definitions[t.Name()] = nil // not again while it is being written
		s.definitions[t.Name()] = s.object(t)
	}
	return map[string]any{"$ref": "#/definitions/" + t.Name()}
}

func (s schemaWriter) object(t reflect.Type) map[string]any {
	properties := map[string]any{}
	for _, f := range fieldsOf(t) {
		properties[f.name] = s.typed(t.Field(f.index).Type, f.keys)
	}
	return map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
}

// keyed is a map: of any value, with the listed keys, or with all keys.
func (s schemaWriter) keyed(t reflect.Type, keys string) map[string]any {
	if t.Elem().Kind() == reflect.Interface {
		return map[string]any{"type": "object", "additionalProperties": true}
	}
	if keys == "" {
		keys = "*"
	}
	properties := map[string]any{}
	for _, key := range strings.Fields(keys) {
		properties[key] = s.typed(t.Elem(), "")
	}
	return map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
}

// field is one exported field of an input struct as rules see it.
type field struct {
	index  int
	name   string
	omit   bool   // absent when it has its zero value
	keys   string // of a map with known keys
	at     string // of an element looked up by Index: the path of the id that names it
	states string // of an index: the fact that the model would have to state
	unit   string // days, bytes, per-year
}

func fieldsOf(t reflect.Type) []field {
	if fields, known := inputFields()[t]; known {
		return fields
	}
	return readFields(t)
}

// inputFields are those of Input and of all structs below it: rules ask for them
// thousands of times while they are loaded.
var inputFields = sync.OnceValue(func() map[reflect.Type][]field {
	known := map[reflect.Type][]field{}
	for _, t := range structs(nil, reflect.TypeFor[Input]()) {
		known[t] = readFields(t)
	}
	return known
})

// structs appends a type, if it is a struct, and all structs below it, each once.
func structs(list []reflect.Type, t reflect.Type) []reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Map || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || slices.Contains(list, t) {
		return list
	}
	list = append(list, t)
	for _, f := range readFields(t) {
		list = structs(list, t.Field(f.index).Type)
	}
	return list
}

func readFields(t reflect.Type) []field {
	var fields []field
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() {
			continue
		}
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		fields = append(fields, field{
			index: i, name: name, omit: option == "omitzero",
			keys: f.Tag.Get("keys"), at: f.Tag.Get("at"), states: f.Tag.Get("states"), unit: f.Tag.Get("unit"),
		})
	}
	return fields
}
