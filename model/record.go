package model

import (
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

// record describes a mapping with known keys. Reading, the suggestions for
// misspelt keys and the JSON Schema all come from it, so that they cannot disagree.
type record[T any] struct {
	name     string // what messages call it: "flow"
	fields   []field[T]
	mistakes map[string]string // keys that people try, and what to write instead
	begin    func(into *T)
	finish   func(d *decoder, n *source.Node, into *T) // checks that need several fields
}

// field is one key of a record.
type field[T any] struct {
	key      string
	doc      string
	form     *form
	kind     string // of the entities that a section holds
	required bool
	read     func(d *decoder, n *source.Node, into *T)
}

// value is a kind of value: how it is read, and how the schema describes it. A
// read that is not ok has said why.
type value[V any] struct {
	form *form
	read func(d *decoder, n *source.Node) (v V, ok bool)
}

// is makes the field whose value lies at a place in T.
func is[T, V any](key string, v value[V], at func(*T) *V, doc string) field[T] {
	return field[T]{key: key, doc: doc, form: v.form, read: func(d *decoder, n *source.Node, into *T) {
		if got, ok := v.read(d, n); ok {
			*at(into) = got
		}
	}}
}

// must makes a field required.
func (f field[T]) must() field[T] {
	f.required = true
	return f
}

// read fills a T from a mapping.
func (r record[T]) read(d *decoder, n *source.Node, into *T) {
	if r.begin != nil {
		r.begin(into)
	}
	r.unknown(d, n)
	for i := range r.fields {
		r.fields[i].readFrom(d, n, into)
	}
	if r.finish != nil {
		r.finish(d, n, into)
	}
}

// readFrom reads the value of a field's key, if the mapping has it.
func (f *field[T]) readFrom(d *decoder, n *source.Node, into *T) {
	outer := d.key
	defer func() { d.key = outer }()
	d.key = f.key
	switch item := lookUp(n, f.key); {
	case item == nil && f.required && !d.partial:
		d.fail(n.Pos, source.Value, "%s does not say %s%s", d.owner, source.Quote(f.key), f.howWritten())
	case item == nil:
	case item.Kind == source.Null:
		d.fail(item.Pos, source.Value, "%s has no value; write one or remove the key", source.Quote(f.key))
	default:
		f.read(d, item, into)
	}
}

// howWritten says how to write a missing value that has a form of its own.
func (f *field[T]) howWritten() string {
	if f.form.Format == "date" {
		return "; write a day as YYYY-MM-DD"
	}
	return ""
}

// unknown reports the keys that a record does not have.
func (r record[T]) unknown(d *decoder, n *source.Node) {
	for _, key := range n.Keys {
		if !r.has(key.Text) {
			d.unknownKey(key, r.name, r.keys(), r.mistakes)
		}
	}
}

func (r record[T]) has(key string) bool {
	for i := range r.fields {
		if r.fields[i].key == key {
			return true
		}
	}
	return false
}

func (r record[T]) keys() []string {
	keys := make([]string, len(r.fields))
	for i, f := range r.fields {
		keys[i] = f.key
	}
	return keys
}

// listedKeys is how many keys a message lists when none is near.
const listedKeys = 14

func (d *decoder) unknownKey(key *source.Node, name string, known []string, mistakes map[string]string) {
	about := "unknown key " + source.Quote(key.Text) + " in " + withArticle(name)
	if d.owner.kind == name {
		about = "unknown key " + source.Quote(key.Text) + " in " + d.owner.String()
	}
	switch instead, near := mistakes[key.Text], d.guess(key.Text, known); {
	case instead != "":
		about += "; " + instead
	case near != "":
		about += near
	case len(known) <= listedKeys:
		about += "; it may have " + either(known)
	}
	d.fail(key.Pos, source.UnknownKey, "%s", about)
}

func withArticle(name string) string {
	switch {
	case strings.HasPrefix(name, "the "):
		return name
	case strings.ContainsRune("aeiou", rune(name[0])):
		return "an " + name
	}
	return "a " + name
}

// nested is the value that a record of its own describes.
func nested[T any](r record[T], example string) value[*T] {
	return value[*T]{form: r.form(), read: func(d *decoder, n *source.Node) (*T, bool) {
		if !d.mapping(n, example) {
			return nil, false
		}
		into := new(T)
		r.read(d, n, into)
		return into, true
	}}
}

// direct is a value that is never absent, read like one that may be.
func direct[V any](v value[*V]) value[V] {
	return value[V]{form: v.form, read: func(d *decoder, n *source.Node) (got V, ok bool) {
		at, ok := v.read(d, n)
		if ok {
			got = *at
		}
		return got, ok
	}}
}

// list is a list of values, none of them twice.
func list[V any](item value[V]) value[[]V] {
	return value[[]V]{form: item.form.list(), read: func(d *decoder, n *source.Node) ([]V, bool) {
		if n.Kind != source.Sequence {
			d.notAList(n)
			return nil, false
		}
		return readItems(d, n.Items, item.read), true
	}}
}

func (d *decoder) notAList(n *source.Node) {
	if n.Kind == source.Scalar {
		d.fail(n.Pos, source.Value, "%s must be a list; write %s: [%s]", source.Quote(d.key), d.key, source.Quote(n.Text))
		return
	}
	d.fail(n.Pos, source.Value, "%s must be a list, not %s", source.Quote(d.key), shapeOf(n))
}

func readItems[V any](d *decoder, items []*source.Node, read func(*decoder, *source.Node) (V, bool)) []V {
	got := make([]V, 0, len(items))
	d.noneTwice(items)
	for _, item := range items {
		if item.Kind == source.Null {
			d.fail(item.Pos, source.Value, "an item of %s has no value", source.Quote(d.key))
			continue
		}
		if v, ok := read(d, item); ok {
			got = append(got, v)
		}
	}
	return got
}

// noneTwice reports words that a list holds twice.
func (d *decoder) noneTwice(items []*source.Node) {
	if len(items) < 2 {
		return
	}
	seen := make(map[string]bool, len(items))
	for _, item := range items {
		if item.Kind != source.Scalar {
			continue
		}
		if seen[item.Text] {
			d.fail(item.Pos, source.Duplicate, "%s names %s twice", source.Quote(d.key), source.Quote(item.Text))
		}
		seen[item.Text] = true
	}
}

// orList lets a list of one be written without brackets.
func orList[V any](many value[[]V], one value[V]) value[[]V] {
	return value[[]V]{form: &form{AnyOf: []*form{one.form, many.form}}, read: func(d *decoder, n *source.Node) ([]V, bool) {
		if n.Kind == source.Scalar {
			return readItems(d, []*source.Node{n}, one.read), true
		}
		return many.read(d, n)
	}}
}
