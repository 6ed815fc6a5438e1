package risk

import (
	"fmt"
	"slices"

	"github.com/stormtree-dev/stormtree/model/source"
)

// Pin adds what grew to a model's own nodes, so that they can be written back with
// the author's comments: new entries at the ends of their sections, and to a step
// that stands there already the keys that it lacks. It returns what it cannot add
// to: entries that grew for a section that is no mapping.
func Pin(root, grown *source.Node) source.Problems {
	var problems source.Problems
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

// complete adds to a written step the keys that only the grown one has: to a number
// that is written, none of a part.
func complete(written, grown *source.Node) {
	single := valueOf(written, "probability") != nil
	for i, key := range grown.Keys {
		gate := slices.Contains([]string{"any", "all", "sequence", "at_least", "of"}, key.Text)
		basis := key.Text == "basis" && single
		if valueOf(written, key.Text) == nil && !(gate && single) && !basis {
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
