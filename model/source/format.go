package source

import (
	"bytes"
	"fmt"
	"maps"
)

// Format returns a document of our language in its stable form, as Write has it.
// It reads its own result again and returns an error, and nothing else, when that
// does not mean the same, has lost a comment, or would be written in another way;
// the error is a Problems when the document itself cannot be read.
func Format(file string, data []byte) ([]byte, error) {
	root, problems := Read(file, data)
	if len(problems) > 0 {
		return nil, problems
	}
	first, err := rewrite(root)
	if err != nil {
		return nil, err
	}
	again, problems := Read(file, first)
	if len(problems) > 0 {
		return nil, fmt.Errorf("the formatted document cannot be read: %w", problems)
	}
	if at := difference(root, again); at != nil {
		return nil, fmt.Errorf("%s: formatting would change the value here", at)
	}
	if !maps.Equal(comments(root), comments(again)) {
		return nil, fmt.Errorf("%s: formatting would change a comment", file)
	}
	if second, err := rewrite(again); err != nil || !bytes.Equal(first, second) {
		return nil, fmt.Errorf("%s: formatting would not settle", file)
	}
	return first, nil
}

func rewrite(root *Node) ([]byte, error) {
	var out bytes.Buffer
	err := Write(&out, root)
	return out.Bytes(), err
}

// difference returns the place in a where two trees mean different things, or nil.
// Style, position and comments do not count, nor do quotes around words that are
// text without them.
func difference(a, b *Node) *Pos {
	same := a.Kind == b.Kind && len(a.Items) == len(b.Items)
	if a.Kind == Scalar {
		same = same && a.Text == b.Text && (a.Quoted == b.Quoted || bare(a.Text) || !isPlain(a.Text, true))
	}
	if !same {
		return &a.Pos
	}
	for i, key := range a.Keys {
		if key.Text != b.Keys[i].Text {
			return &key.Pos
		}
	}
	for i, item := range a.Items {
		if at := difference(item, b.Items[i]); at != nil {
			return at
		}
	}
	return nil
}

// comments counts every comment of a tree.
func comments(root *Node) map[string]int {
	count := map[string]int{}
	var walk func(n *Node)
	walk = func(n *Node) {
		for _, line := range append(append([]string{n.Beside}, n.Above...), n.Below...) {
			if line != "" {
				count[line]++
			}
		}
		for _, key := range n.Keys {
			walk(key)
		}
		for _, item := range n.Items {
			walk(item)
		}
	}
	walk(root)
	return count
}
