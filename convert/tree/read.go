package tree

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/stormtree-dev/stormtree/model/source"
)

// Version is the version of tree JSON that this package reads and writes.
const Version = 1

// Read reads a tree JSON file and resolves it below the top that the file names,
// else its only one. The cost is linear in the text.
func Read(file string, data []byte) (*Document, source.Problems) {
	r := read(file, data)
	if r.failed {
		return nil, r.Problems()
	}
	return r.Resolve("")
}

// ReadGraph reads the definitions of a tree JSON file. The graph keeps data and
// reads it again for positions: it must not change.
func ReadGraph(file string, data []byte) (*Graph, source.Problems) {
	r := read(file, data)
	if len(r.reports) > 0 {
		return nil, r.Problems()
	}
	return r.Graph, nil
}

func read(file string, data []byte) *reader {
	r := &reader{scanner: scanner{Graph: &Graph{}}}
	base, ok := r.AddFile(file, data)
	if !ok {
		r.failed = true
		return r
	}
	r.scanner.data, r.scanner.base = data, base
	r.document()
	return r
}

// reader decodes one file. Wherever it looks at a value, the value's first token
// is the current one; afterwards the token behind the value is.
type reader struct {
	scanner
	fields LeafFields // of the current leaf
	seen   uint64     // keys of the current object of fixed keys, by number
}

func (r *reader) document() {
	r.start()
	if r.kind != '{' {
		r.fail(r.begin, source.Value, "a tree should be an object, not %s", r.kind.word())
		return
	}
	var seen uint64
	first := true
	r.object(func(key []byte, at Place) {
		if first && string(key) != "stormtree_tree" {
			r.Report(at, source.Value, "the first key should be \"stormtree_tree\": %d", Version)
		}
		first = false
		r.section(r.key(key, at, &seen, "a tree", sections()...))
	})
	if first && !r.failed {
		r.Report(r.base, source.Value, "the first key should be \"stormtree_tree\": %d", Version)
	}
	if r.kind != endOfText {
		r.fail(r.begin, source.Syntax, "%s stands behind the end of the tree", r.kind.word())
	}
}

func sections() []string {
	return []string{"stormtree_tree", "title", "top", "gates", "leaves", "constants"}
}

func (r *reader) section(key int) {
	switch key {
	case 0:
		r.version()
	case 1:
		if r.is("the title", text) {
			r.Graph.Title = string(r.text)
			r.advance()
		}
	case 2:
		if r.is("the top", text) {
			r.Top(r.Name(r.text, r.place()), r.place())
			r.advance()
		}
	case 3:
		r.entries("gates", r.gate)
	case 4:
		r.entries("leaves", r.leaf)
	case 5:
		r.entries("constants", r.constant)
	default:
		r.skip()
	}
}

func (r *reader) version() {
	at := r.place()
	if v, ok := r.whole("stormtree_tree"); ok && v != Version {
		r.Report(at, source.Value, "version %d is unknown; this program knows %d", v, Version)
	}
}

// object calls each for every entry of the current object; each reads the value.
func (r *reader) object(each func(key []byte, at Place)) {
	r.advance()
	if r.kind == '}' {
		r.advance()
		return
	}
	for !r.failed {
		if r.kind != text {
			r.fail(r.begin, source.Syntax, "here should be a key in quotes, not %s", r.kind.word())
			return
		}
		key, at := r.text, r.place()
		if r.colon(); r.failed {
			return
		}
		each(key, at)
		if !r.more('}') {
			return
		}
	}
}

// colon goes from a key to the first token of its value. A key with escapes must
// survive the next text.
func (r *reader) colon() {
	r.advance()
	if r.kind != ':' {
		r.fail(r.begin, source.Syntax, "here should be \":\", not %s", r.kind.word())
		return
	}
	r.spare = nil
	r.advance()
}

// more goes over a comma, or the end of an object or list.
func (r *reader) more(end kind) bool {
	if r.Full() {
		r.failed = true
	}
	switch {
	case r.failed:
	case r.kind == ',':
		r.advance()
		return true
	case r.kind == end:
		r.advance()
	default:
		r.fail(r.begin, source.Syntax, "here should be \",\" or %s, not %s", end.word(), r.kind.word())
	}
	return false
}

// list calls each for every item of the current list; each reads the item.
func (r *reader) list(each func()) {
	r.advance()
	if r.kind == ']' {
		r.advance()
		return
	}
	for !r.failed {
		if each(); !r.more(']') {
			return
		}
	}
}

// entries reads an object of definitions.
func (r *reader) entries(what string, define func(n Name, at Place)) {
	if r.is(what, '{') {
		r.object(func(key []byte, at Place) { define(r.NewName(key, at), at) })
	}
}

// key finds a key among the words that an object may have: its number, or -1
// after a report.
func (r *reader) key(key []byte, at Place, seen *uint64, where string, words ...string) int {
	i := slices.IndexFunc(words, func(w string) bool { return w == string(key) })
	switch {
	case i < 0:
		r.Report(at, source.UnknownKey, "%s is not a key of %s%s", source.Quote(string(key)), where, meant(key, words))
	case *seen>>i&1 == 1:
		r.Report(at, source.Duplicate, "%s is set twice", source.Quote(string(key)))
	default:
		*seen |= 1 << i
	}
	return i
}

func meant(word []byte, words []string) string {
	if closest := source.Closest(string(word), words); closest != "" {
		return "; did you mean " + source.Quote(closest) + "?"
	}
	return ""
}

// is reports whether the current value is of a kind; if not, it is reported and skipped.
func (r *reader) is(what string, k kind) bool {
	if r.kind == k {
		return true
	}
	r.mistyped(what, k)
	return false
}

func (r *reader) mistyped(what string, k kind) {
	if !r.failed {
		r.Report(r.place(), source.Value, "%s should be %s, not %s", what, k.word(), r.kind.word())
	}
	r.skip()
}

// skip goes over a value that nobody reads; it checks only its syntax.
func (r *reader) skip() {
	switch r.kind {
	case '{':
		r.object(func([]byte, Place) { r.skip() })
	case '[':
		r.list(r.skip)
	case text, number, 't', 'f', 'n':
		r.advance()
	case endOfText:
		r.fail(r.begin, source.Syntax, "the text ends in the middle of the tree")
	default:
		r.fail(r.begin, source.Syntax, "here should be a value, not %s", r.kind.word())
	}
}

// float reads a number.
func (r *reader) float(what string) (float64, bool) {
	if !r.is(what, number) {
		return 0, false
	}
	x, err := strconv.ParseFloat(string(r.text), 64)
	if err != nil {
		r.Report(r.place(), source.Value, "%s %s is too large a number", what, source.Quote(string(r.text)))
	}
	r.advance()
	return x, err == nil
}

// whole reads a number without a fraction.
func (r *reader) whole(what string) (int, bool) {
	if !r.is(what, number) {
		return 0, false
	}
	n, err := strconv.ParseInt(string(r.text), 10, 32)
	if err != nil {
		r.Report(r.place(), source.Value, "%s %s is no whole number in range", what, source.Quote(string(bytes.Clone(r.text))))
	}
	r.advance()
	return int(n), err == nil
}
