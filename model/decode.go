package model

import (
	"fmt"
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

const (
	maxProblems = 1000    // after which a model is not read on
	maxGuesses  = 200_000 // candidates that are compared for a did-you-mean
)

// Decode builds and checks a model from nodes: what Load does after reading, for
// importers that build nodes themselves. The model is nil when there are
// problems. It takes time linear in the nodes; the nodes stay unchanged.
func Decode(file string, root *source.Node) (*Model, source.Problems) {
	d := newDecoder(file)
	if root != nil && root.Kind == source.Mapping {
		if at := lookUp(root, "includes"); at != nil && len(at.Items) > 0 {
			d.fail(at.Pos, source.Include, `"includes" needs a model that is read from a file`)
		}
	}
	return d.decode([]*source.Node{root})
}

// decoder turns nodes into a model and gathers all that is wrong with them.
type decoder struct {
	model    *Model
	problems source.Problems
	owner    *owner                // the entity that is being read
	key      string                // the key whose value is being read
	refs     []pending             // to be resolved when all ids are known
	once     map[string]source.Pos // where settings that files share were set
	spoilt   map[string]bool       // ids that were declared twice or malformed: references to them say nothing new
	unread   map[string]bool       // kinds of entities of which a section could not be read
	guesses  int
	nesting  int  // gates around the place that is being read
	partial  bool // some text could not be read, so that what seems missing may stand there
}

// owner is what messages call the entity that says something.
type owner struct{ kind, id string }

func (o *owner) String() string {
	if o.id == "" {
		return o.kind
	}
	return o.kind + " " + source.Quote(o.id)
}

func newDecoder(file string) *decoder {
	m := &Model{
		File:    file,
		Horizon: DaysPerYear,
		Scale:   defaultScale,
		Rules:   Rules{Pack: "core"},
		index:   map[string]named{},
	}
	return &decoder{model: m, once: map[string]source.Pos{}, spoilt: map[string]bool{}, unread: map[string]bool{}}
}

// decode reads the main file's root and those of its includes as one model.
func (d *decoder) decode(roots []*source.Node) (*Model, source.Problems) {
	d.roots(roots)
	d.resolve()
	d.check()
	d.problems.Sort()
	if len(d.problems) > 0 {
		return nil, d.problems
	}
	return d.model, nil
}

// roots reads section by section, so that the horizon and the scale are known
// before the values that depend on them, whatever the author's order.
func (d *decoder) roots(roots []*source.Node) {
	r := &modelRecord
	sound := roots[:0:0]
	for i, root := range roots {
		if d.isModel(root) {
			d.owner = &owner{kind: "the model"}
			r.unknown(d, root)
			d.unreadSections(root)
			sound = append(sound, root)
		}
		if i == 0 && len(sound) == 1 {
			d.version(root)
		}
	}
	for _, f := range r.fields {
		for i, root := range sound {
			d.owner = &owner{kind: "the model"}
			if at := keyOf(root, f.key); at != nil && i > 0 && mainOnly[f.key] {
				d.fail(at.Pos, source.UnknownKey, "%s belongs in the main file, %s", source.Quote(f.key), d.model.File)
				continue
			}
			f.readFrom(d, root, d.model)
		}
	}
}

// unreadSections notes the kinds whose entities are not known because their
// section is no mapping, or stands under a name that people try.
func (d *decoder) unreadSections(root *source.Node) {
	for i, key := range root.Keys {
		name := key.Text
		if !modelRecord.has(name) {
			name = d.meantSection(name)
		} else if root.Items[i].Kind == source.Mapping {
			continue
		}
		for _, f := range modelRecord.fields {
			if f.key == name && f.kind != "" {
				d.unread[f.kind] = true
			}
		}
	}
}

// meantSection is the key of the model that an unknown one probably means, or "".
func (d *decoder) meantSection(key string) string {
	if instead, told := strings.CutPrefix(modelRecord.mistakes[key], `write "`); told {
		name, _, _ := strings.Cut(instead, `"`)
		return name
	}
	return d.nearest(key, modelRecord.keys())
}

func (d *decoder) isModel(root *source.Node) bool {
	switch {
	case root == nil || root.Kind == source.Null:
		pos := source.Pos{File: d.model.File, Line: 1, Column: 1}
		if root != nil {
			pos = root.Pos
		}
		d.fail(pos, source.Value, `there is no model here; it begins with "stormtree: 1"`)
		return false
	case root.Kind != source.Mapping:
		d.fail(root.Pos, source.Value, `a model is a mapping that begins with "stormtree: 1", not %s`, shapeOf(root))
		return false
	}
	return true
}

// version demands that the main file says which language it speaks.
func (d *decoder) version(root *source.Node) {
	if lookUp(root, "stormtree") == nil && !d.partial {
		d.fail(root.Pos, source.Value, `the model does not say which language it speaks; begin it with "stormtree: 1"`)
	}
}

// fail notes a problem. A hostile file gets no more than maxProblems of them.
func (d *decoder) fail(pos source.Pos, kind, format string, args ...any) {
	switch {
	case len(d.problems) < maxProblems:
		d.problems = append(d.problems, source.Problem{Pos: pos, Kind: kind, Message: fmt.Sprintf(format, args...)})
	case len(d.problems) == maxProblems:
		d.problems = append(d.problems, source.Problem{Pos: pos, Kind: source.Limit, Message: fmt.Sprintf("more than %d problems; further ones are not listed", maxProblems)})
	}
}

// guess ends a message with the candidate that the author probably meant.
func (d *decoder) guess(word string, candidates []string) string {
	if near := d.nearest(word, candidates); near != "" {
		return "; did you mean " + source.Quote(near) + "?"
	}
	return ""
}

// nearest is the candidate that the author probably meant, or "": none, or more
// was compared already than one model is worth.
func (d *decoder) nearest(word string, candidates []string) string {
	if d.guesses += len(candidates); d.guesses > maxGuesses {
		return ""
	}
	return source.Closest(word, candidates)
}

// scalar returns a node's text, or a problem that says what should be there.
func (d *decoder) scalar(n *source.Node, want string) (string, bool) {
	if n.Kind != source.Scalar {
		d.fail(n.Pos, source.Value, "%s must be %s, not %s", source.Quote(d.key), want, shapeOf(n))
		return "", false
	}
	return n.Text, true
}

// mapping tells whether a node is one; else it says how to write it.
func (d *decoder) mapping(n *source.Node, example string) bool {
	if n.Kind != source.Mapping {
		d.fail(n.Pos, source.Value, "%s must be a mapping such as %s, not %s", source.Quote(d.key), example, shapeOf(n))
	}
	return n.Kind == source.Mapping
}

// shapeOf names a node as its author sees it.
func shapeOf(n *source.Node) string {
	switch n.Kind {
	case source.Mapping:
		return "a mapping"
	case source.Sequence:
		return "a list"
	case source.Null:
		return "nothing"
	}
	return source.Quote(n.Text)
}

// lookUp returns the value of a key, or nil.
func lookUp(n *source.Node, key string) *source.Node {
	for i, k := range n.Keys {
		if k.Text == key {
			return n.Items[i]
		}
	}
	return nil
}

// keyOf returns the node of a key itself, or nil.
func keyOf(n *source.Node, key string) *source.Node {
	for _, k := range n.Keys {
		if k.Text == key {
			return k
		}
	}
	return nil
}

// either joins words as a sentence does: a, b or c.
func either(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
