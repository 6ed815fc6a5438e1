package risk

import (
	"slices"

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
func gateNode(gate, title string, children []*source.Node, pos source.Pos) *source.Node {
	n := mapping(pos)
	if title != "" {
		put(n, "title", sentence(title, pos))
	}
	steps := !slices.ContainsFunc(children, func(c *source.Node) bool { return c.Kind != source.Scalar })
	put(n, gate, &source.Node{Kind: source.Sequence, Flow: steps, Pos: pos, Items: children})
	return n
}

// flat puts the children of an "any" without a title in its place beside others.
func flat(gate string, children []*source.Node) []*source.Node {
	if gate != "any" {
		return children
	}
	var list []*source.Node
	for _, c := range children {
		if c.Kind == source.Mapping && len(c.Keys) == 1 && c.Keys[0].Text == "any" {
			list = append(list, c.Items[0].Items...)
			continue
		}
		list = append(list, c)
	}
	return list
}

// distinct drops what stands beside itself: of steps, which may be many, in linear time.
func distinct(children []*source.Node) []*source.Node {
	var kept, gates []*source.Node
	seen := map[string]bool{}
	for _, c := range children {
		if c.Kind == source.Scalar {
			if !seen[c.Text] {
				seen[c.Text], kept = true, append(kept, c)
			}
		} else if !slices.ContainsFunc(gates, func(k *source.Node) bool { return alikeNodes(k, c) }) {
			gates, kept = append(gates, c), append(kept, c)
		}
	}
	return kept
}

// alikeNodes tells whether two nodes say the same.
func alikeNodes(a, b *source.Node) bool {
	return a.Kind == b.Kind && a.Text == b.Text &&
		slices.EqualFunc(a.Keys, b.Keys, alikeNodes) && slices.EqualFunc(a.Items, b.Items, alikeNodes)
}
