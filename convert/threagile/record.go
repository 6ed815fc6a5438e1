package threagile

import (
	"fmt"
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

// record is one mapping of the file that remembers which of its keys were read.
type record struct {
	node *source.Node
	used *map[string]bool
}

// entry is one named record of a section.
type entry struct {
	record
	key *source.Node
}

// get returns the value of a key, nil when it is absent, and marks it as read.
func (r record) get(key string) *source.Node {
	r.mark(key)
	_, value := r.find(key)
	return value
}

// mark says of keys that they are read elsewhere.
func (r record) mark(keys ...string) {
	if r.used == nil {
		return
	}
	for _, key := range keys {
		(*r.used)[key] = true
	}
}

func (r record) find(key string) (at, value *source.Node) {
	if r.node == nil || r.node.Kind != source.Mapping {
		return nil, nil
	}
	for i, k := range r.node.Keys {
		if k.Text == key {
			return k, r.node.Items[i]
		}
	}
	return nil, nil
}

// has reports whether the record has the key, even without a value.
func (r record) has(key string) bool {
	at, _ := r.find(key)
	return at != nil
}

// text is the scalar at a key, trimmed; "" when absent or no scalar.
func (r record) text(key string) string {
	n := r.get(key)
	if n == nil || n.Kind != source.Scalar {
		return ""
	}
	return strings.TrimSpace(n.Text)
}

// is reports whether the key says true.
func (r record) is(key string) bool { return strings.EqualFold(r.text(key), "true") }

// states reports whether the key says true or false.
func (r record) states(key string) bool { return r.is(key) || strings.EqualFold(r.text(key), "false") }

// pos is where a key stands, or the record itself when it is absent.
func (r record) pos(key string) source.Pos {
	if at, _ := r.find(key); at != nil {
		return at.Pos
	}
	if r.node == nil {
		return source.Pos{}
	}
	return r.node.Pos
}

// items are the scalars of a list, each once.
func (r record) items(key string) []*source.Node {
	n := r.get(key)
	if n == nil || n.Kind != source.Sequence {
		return nil
	}
	var scalars []*source.Node
	seen := map[string]bool{}
	for _, item := range n.Items {
		if item.Kind == source.Scalar && !seen[item.Text] {
			seen[item.Text] = true
			scalars = append(scalars, item)
		}
	}
	return scalars
}

// entries are the records of a section, each under its title.
func (r record) entries(key string) []entry {
	n := r.get(key)
	if n == nil || n.Kind != source.Mapping {
		return nil
	}
	entries := make([]entry, len(n.Keys))
	for i, k := range n.Keys {
		entries[i] = entry{record{n.Items[i], &map[string]bool{}}, k}
	}
	return entries
}

// title is what the file calls the entry.
func (e entry) title() string { return clipped(plainText(e.key.Text)) }

func sprintf(format string, args ...any) string { return fmt.Sprintf(format, args...) }
