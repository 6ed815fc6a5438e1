package risk

import (
	"slices"

	"github.com/stormtree-dev/stormtree/library"
	"github.com/stormtree-dev/stormtree/model/source"
)

// The nodes that a grower writes stand where the element stands that they are about.

func section() *source.Node               { return &source.Node{Kind: source.Mapping} }
func mapping(pos source.Pos) *source.Node { return &source.Node{Kind: source.Mapping, Pos: pos} }
func braces(pos source.Pos) *source.Node {
	return &source.Node{Kind: source.Mapping, Flow: true, Pos: pos}
}

func word(text string, pos source.Pos) *source.Node {
	return &source.Node{Kind: source.Scalar, Text: text, Pos: pos}
}

// sentence is a title, which is text whatever it looks like.
func sentence(words string, pos source.Pos) *source.Node {
	return &source.Node{Kind: source.Scalar, Quoted: true, Text: clipped(words), Pos: pos}
}

// maxTitle is how long a title may be in our language.
const maxTitle = 300

func clipped(words string) string {
	if runes := []rune(words); len(runes) > maxTitle {
		return string(runes[:maxTitle-1]) + "…"
	}
	return words
}

// wordList is a list in brackets; of one word, the word itself.
func wordList(words []string, pos source.Pos) *source.Node {
	if len(words) == 1 {
		return word(words[0], pos)
	}
	return listed(words, pos)
}

// listed is a list in brackets.
func listed(words []string, pos source.Pos) *source.Node {
	n := &source.Node{Kind: source.Sequence, Flow: true, Pos: pos}
	for _, w := range words {
		n.Items = append(n.Items, word(w, pos))
	}
	return n
}

// put adds a key to a mapping.
func put(n *source.Node, key string, value *source.Node) {
	n.Keys = append(n.Keys, word(key, value.Pos))
	n.Items = append(n.Items, value)
}

// gateNode is a gate over children, with the title of its place.
func gateNode(b *library.Branch, children []*source.Node, pos source.Pos) *source.Node {
	n := mapping(pos)
	if b.Title != "" {
		put(n, "title", sentence(b.Title, pos))
	}
	put(n, b.Gate, &source.Node{Kind: source.Sequence, Pos: pos, Items: children})
	return n
}

// distinct drops a step that stands beside itself.
func distinct(children []*source.Node) []*source.Node {
	var kept []*source.Node
	for _, c := range children {
		again := c.Kind == source.Scalar && slices.ContainsFunc(kept, func(k *source.Node) bool {
			return k.Kind == source.Scalar && k.Text == c.Text
		})
		if !again {
			kept = append(kept, c)
		}
	}
	return kept
}
