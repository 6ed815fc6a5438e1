package threagile

import (
	"cmp"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

// lost gathers what has no place in our language: one note for each kind of
// loss, at its first place, or hundreds of alike lines would hide the others.
type lost struct {
	single []Note
	kinds  []string
	at     map[string]*loss
}

type loss struct {
	pos   source.Pos
	count int
	why   string
}

func (c *converter) note(pos source.Pos, format string, args ...any) {
	c.lost.single = append(c.lost.single, Note{pos, sprintf(format, args...)})
}

// lose counts a loss that may happen at many places.
func (c *converter) lose(pos source.Pos, what, why string) {
	l := c.lost.at[what]
	if l == nil {
		l = &loss{pos: pos, why: why}
		c.lost.at[what] = l
		c.lost.kinds = append(c.lost.kinds, what)
	}
	l.count++
}

// leftovers loses every stated key that nobody read of a record, one of the given kind.
func (c *converter) leftovers(kind string, r record) {
	if r.node == nil || r.used == nil {
		return
	}
	for i, k := range r.node.Keys {
		if !(*r.used)[k.Text] && stated(r.node.Items[i]) {
			c.lose(k.Pos, k.Text+" of "+kind, "has no place in our language")
		}
	}
}

// stated reports whether a value says anything.
func stated(n *source.Node) bool {
	switch n.Kind {
	case source.Scalar:
		return strings.TrimSpace(n.Text) != "" && n.Text != "false"
	case source.Mapping, source.Sequence:
		return len(n.Items) > 0
	}
	return false
}

// notes are all notes, sorted by position.
func (c *converter) notes() []Note {
	notes := slices.Clone(c.lost.single)
	for _, kind := range c.lost.kinds {
		l := c.lost.at[kind]
		message := kind + " " + l.why
		if l.count > 1 {
			message = sprintf("%s (%d places, the first here)", message, l.count)
		}
		notes = append(notes, Note{l.pos, message})
	}
	slices.SortStableFunc(notes, func(a, b Note) int {
		return cmp.Or(cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Column, b.Pos.Column), strings.Compare(a.Message, b.Message))
	})
	return notes
}
