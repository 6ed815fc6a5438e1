package policies

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// factPath leads from an element to a fact below it, through the elements that the
// element points to.
type factPath struct {
	steps []step
}

// step is one field on the way. At leads from the struct that holds the field
// to the id of the element that it points to, if it points to one.
type step struct {
	field
	at *factPath
}

// unit is that of the fact.
func (p factPath) unit() string { return p.steps[len(p.steps)-1].unit }

// newPath resolves a path like receiver.checks below a struct.
func newPath(t reflect.Type, text string) (factPath, error) {
	var p factPath
	for name := range strings.SplitSeq(text, ".") {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct {
			return p, fmt.Errorf("%q leads below a plain value", text)
		}
		fields := fieldsOf(t)
		i := slices.IndexFunc(fields, func(f field) bool { return f.name == name })
		if i < 0 {
			return p, fmt.Errorf("%q: %s has no field %q", text, strings.ToLower(t.Name()), name)
		}
		p.steps = append(p.steps, newStep(t, fields[i]))
		t = t.Field(fields[i].index).Type
	}
	return p, nil
}

// pathsBelow resolves the paths to all facts below a struct that points to no
// other elements.
func pathsBelow(t reflect.Type) map[string]factPath {
	paths := map[string]factPath{}
	for _, f := range fieldsOf(t) {
		below := t.Field(f.index).Type
		for below.Kind() == reflect.Pointer {
			below = below.Elem()
		}
		one := factPath{[]step{{field: f}}}
		paths[f.name] = one
		if below.Kind() != reflect.Struct {
			continue
		}
		for name, rest := range pathsBelow(below) {
			paths[f.name+"."+name] = factPath{append(slices.Clone(one.steps), rest.steps...)}
		}
	}
	return paths
}

// newStep panics if a tag of our own leads nowhere.
func newStep(holder reflect.Type, f field) step {
	if f.at == "" {
		return step{field: f}
	}
	at, err := newPath(holder, f.at)
	if err != nil {
		panic(err)
	}
	return step{f, &at}
}

// find follows the path from an element. When the model does not state the
// fact, missing says what it would have to state: a path, or path@element.
func (p factPath) find(element reflect.Value) (value reflect.Value, missing string) {
	owner, way := "", []string(nil)
	v := reflect.Indirect(element)
	for _, s := range p.steps {
		holder := v
		v = v.Field(s.index)
		if absent(s.field, v) {
			return v, fact(s.field, way, owner)
		}
		way = append(way, s.name)
		if s.at != nil {
			id, _ := s.at.find(holder)
			owner, way = id.String(), nil
		}
		v = reflect.Indirect(v)
	}
	return v, ""
}

func absent(f field, v reflect.Value) bool {
	return (f.omit || f.at != "") && v.IsZero()
}

// fact names an absent field in the words of the model.
func fact(f field, way []string, owner string) string {
	name := strings.Join(append(slices.Clone(way), f.name), ".")
	switch {
	case f.states != "":
		name = f.states
	case f.at != "":
		name = f.at
	}
	if owner != "" {
		return name + "@" + owner
	}
	return name
}

// elementType is the struct of the elements of one section.
func elementType(section string) (reflect.Type, bool) {
	f, ok := sectionField(section)
	if !ok {
		return nil, false
	}
	return reflect.TypeFor[Input]().Field(f.index).Type.Elem().Elem(), true
}

// sectionField finds a section: a map from ids to elements that is no partition.
func sectionField(section string) (field, bool) {
	for _, f := range fieldsOf(reflect.TypeFor[Input]()) {
		t := reflect.TypeFor[Input]().Field(f.index).Type
		if f.name == section && !strings.HasPrefix(f.name, "device_") && t.Kind() == reflect.Map && t.Elem().Kind() == reflect.Pointer {
			return f, true
		}
	}
	return field{}, false
}

// keysOf lists the known keys of a partition.
func keysOf(partition string) []string {
	for _, f := range fieldsOf(reflect.TypeFor[Input]()) {
		if f.name == partition {
			return strings.Fields(f.keys)
		}
	}
	return nil
}

// kindsOf lists the kinds of a section's elements; none where elements have no kind.
func kindsOf(section string) []string {
	switch section {
	case "components":
		return keysOf("by_kind")
	case "boundaries":
		return []string{"site", "provider", "account", "network", "tenant", "runtime"}
	case "parties":
		return []string{"customer", "provider", "subcontractor", "third-party"}
	case "attackers":
		return []string{"insider", "outsider"}
	}
	return nil
}
