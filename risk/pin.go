package risk

import (
	"fmt"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
)

// Pin adds what grew from a model to its own nodes, those of its main file, so that
// they can be written back with the author's comments: new entries at the ends of
// their sections, and to a step that stands there already the keys that it lacks. It
// returns what it cannot add to: sections that are no mapping, and steps that
// stand in an included file.
func Pin(m *model.Model, root, grown *source.Node) source.Problems {
	problems := elsewhere(m, grown)
	for i, key := range grown.Keys {
		section := valueOf(root, key.Text)
		switch {
		case section == nil:
			section = mapping(root.Pos)
			put(root, key.Text, section)
			root.Keys[len(root.Keys)-1].Above = []string{""}
		case section.Kind != source.Mapping:
			problems = append(problems, source.Problem{Pos: section.Pos, Kind: source.Value, Message: fmt.Sprintf("%q is no mapping, so nothing can be added to it", key.Text)})
			continue
		}
		section.Flow = false
		pinEntries(section, grown.Items[i])
	}
	return problems
}

// elsewhere are the steps that grew and are written in a file other than the main one.
func elsewhere(m *model.Model, grown *source.Node) source.Problems {
	var problems source.Problems
	steps := valueOf(grown, "steps")
	if steps == nil {
		return nil
	}
	for _, key := range steps.Keys {
		if s := m.Step(key.Text); s != nil && s.Pos.File != m.File {
			about := fmt.Sprintf("step %s has defaults that are to be written beside it, and stands in an included file; move it to %s first", source.Quote(s.ID), source.Printable(m.File))
			problems = append(problems, source.Problem{Pos: s.Pos, Kind: source.Include, Message: about})
		}
	}
	return problems
}

func pinEntries(section, grown *source.Node) {
	for i, key := range grown.Keys {
		if written := valueOf(section, key.Text); written != nil {
			complete(written, grown.Items[i])
			continue
		}
		put(section, key.Text, grown.Items[i])
		section.Keys[len(section.Keys)-1].Above = key.Above
	}
}

// complete adds to a written step the keys that only the grown one has.
func complete(written, grown *source.Node) {
	for i, key := range grown.Keys {
		if valueOf(written, key.Text) == nil {
			put(written, key.Text, grown.Items[i])
			written.Keys[len(written.Keys)-1].Beside = key.Beside
		}
	}
}

// valueOf is the value of a mapping's key, or nil.
func valueOf(n *source.Node, key string) *source.Node {
	for i, k := range n.Keys {
		if k.Text == key {
			return n.Items[i]
		}
	}
	return nil
}
