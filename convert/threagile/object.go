package threagile

import (
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

// object is a mapping of our language under construction.
type object struct {
	keys, items []*source.Node
}

func (o *object) add(key string, value *source.Node) {
	o.keys = append(o.keys, &source.Node{Kind: source.Scalar, Text: key, Pos: value.Pos})
	o.items = append(o.items, value)
}

// entity adds an entity under its id, at the place where the file names it.
func (o *object) entity(id string, at source.Pos, fields *object) {
	o.keys = append(o.keys, &source.Node{Kind: source.Scalar, Text: id, Pos: at})
	o.items = append(o.items, fields.node(at))
}

// word adds a word of our language, an id or a number; nothing when it is "".
func (o *object) word(key, text string, pos source.Pos) {
	if text != "" {
		o.add(key, word(text, pos))
	}
}

// yes adds yes or no.
func (o *object) yes(key string, value bool, pos source.Pos) {
	if value {
		o.word(key, "yes", pos)
		return
	}
	o.word(key, "no", pos)
}

// free adds a text of the author; nothing when it is "".
func (o *object) free(key, text string, pos source.Pos) {
	if text != "" {
		o.add(key, free(text, pos))
	}
}

// described adds an entry's description where it says more than the title.
func (o *object) described(e entry) {
	if text := e.text("description"); plainText(text) != e.title() {
		o.free("description", sentence("", text), e.pos("description"))
	}
}

// list adds a list; nothing when it is empty.
func (o *object) list(key string, items []*source.Node) {
	if len(items) > 0 {
		o.add(key, &source.Node{Kind: source.Sequence, Pos: items[0].Pos, Items: items, Flow: short(items)})
	}
}

// inline adds a mapping written on one line.
func (o *object) inline(key string, fields *object, pos source.Pos) {
	if len(fields.keys) > 0 {
		n := fields.node(pos)
		n.Flow = true
		o.add(key, n)
	}
}

func (o *object) node(pos source.Pos) *source.Node {
	return &source.Node{Kind: source.Mapping, Pos: pos, Keys: o.keys, Items: o.items}
}

// get is what was added under a key, or nil.
func (o *object) get(key string) *source.Node {
	for i, k := range o.keys {
		if k.Text == key {
			return o.items[i]
		}
	}
	return nil
}

// extend adds an item to a list that may be there already.
func (o *object) extend(key string, item *source.Node) {
	if n := o.get(key); n != nil {
		n.Items = append(n.Items, item)
		n.Flow = short(n.Items)
		return
	}
	o.list(key, []*source.Node{item})
}

func word(text string, pos source.Pos) *source.Node {
	return &source.Node{Kind: source.Scalar, Text: text, Pos: pos}
}

func free(text string, pos source.Pos) *source.Node {
	return &source.Node{Kind: source.Scalar, Text: text, Quoted: true, Pos: pos}
}

// short reports whether a list of words fits on a line.
func short(items []*source.Node) bool {
	width := 0
	for _, n := range items {
		if n.Kind != source.Scalar || strings.ContainsAny(n.Text, " \n,") {
			return false
		}
		width += len(n.Text) + 2
	}
	return width <= 90
}
