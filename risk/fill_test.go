package risk

import (
	"reflect"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
)

// Model and rules spell everything alike: a field that both have must not get
// lost between them.
func TestFillLosesNothing(t *testing.T) {
	filled := 0
	for _, pair := range [][2]any{
		{full[model.Party](), fillParty(full[model.Party]())},
		{full[model.Boundary](), fillBoundary(full[model.Boundary]())},
		{full[model.Component](), fillComponent(full[model.Component]())},
		{full[model.Component]().Class, fillComponent(full[model.Component]())},
		{full[model.Flow](), fillFlow(full[model.Flow]())},
		{full[model.Key](), fillKey(full[model.Key]())},
		{full[model.Role](), fillRole(full[model.Role]())},
		{full[model.Asset](), fillAsset(full[model.Asset]())},
		{full[model.Attacker](), fillAttacker(full[model.Attacker]())},
		{full[model.Mitigation](), fillMitigation(full[model.Mitigation]())},
	} {
		filled += compare(t, reflect.ValueOf(pair[0]).Elem(), reflect.ValueOf(pair[1]).Elem())
	}
	if filled < 100 {
		t.Fatalf("compared only %d fields", filled)
	}
}

// compare counts the fields that both structs have, and below them.
func compare(t *testing.T, from, to reflect.Value) (filled int) {
	t.Helper()
	for i := range to.NumField() {
		name := to.Type().Field(i).Name
		if source := from.FieldByName(name); !source.IsValid() {
			continue
		} else if to.Field(i).IsZero() {
			t.Errorf("%s.%s is lost", to.Type().Name(), name)
		} else if in, out := reflect.Indirect(source), reflect.Indirect(to.Field(i)); in.Kind() == reflect.Struct && out.Kind() == reflect.Struct {
			filled += compare(t, in, out)
		}
		filled++
	}
	return filled
}

// full is a value with something in every field.
func full[T any]() *T {
	x := new(T)
	populate(reflect.ValueOf(x).Elem())
	return x
}

func populate(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(1)
	case reflect.Uint8:
		v.SetUint(1)
	case reflect.Float64:
		v.SetFloat(1)
	case reflect.String:
		v.SetString("x")
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		populate(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		populate(v.Index(0))
	case reflect.Struct:
		for i := range v.NumField() {
			populate(v.Field(i))
		}
	}
}
