package source

import (
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// few is up to how many keys a mapping is searched without an index.
const few = 8

// builder collects the keys of a mapping and notices those that come twice.
type builder struct {
	node  *Node
	index map[string]*Node // of keys by text, once there are many
}

func newBuilder(pos Pos) *builder { return &builder{node: &Node{Kind: Mapping, Pos: pos}} }

// find returns the key with a text, or nil.
func (b *builder) find(text string) *Node {
	if b.index != nil {
		return b.index[text]
	}
	for _, key := range b.node.Keys {
		if key.Text == text {
			return key
		}
	}
	return nil
}

// add appends a key with its value, or says that the mapping has the key already.
func (b *builder) add(key, value *Node) *Problem {
	if first := b.find(key.Text); first != nil {
		return &Problem{key.Pos, "key " + Quote(key.Text) + " is set twice, first in line " + strconv.Itoa(first.Pos.Line), Duplicate}
	}
	b.node.Keys, b.node.Items = append(b.node.Keys, key), append(b.node.Items, value)
	if b.index == nil && len(b.node.Keys) > few {
		b.index = map[string]*Node{}
		for _, key := range b.node.Keys {
			b.index[key.Text] = key
		}
	}
	if b.index != nil {
		b.index[key.Text] = key
	}
	return nil
}

// take appends all keys of another mapping.
func (b *builder) take(other *Node) Problems {
	var problems Problems
	for i, key := range other.Keys {
		if problem := b.add(key, other.Items[i]); problem != nil {
			problems = append(problems, *problem)
		}
	}
	return problems
}

// measured is a node with the size and depth that it has when aliases are expanded.
type measured struct {
	node   *Node
	size   int
	height int
}

// converter turns the library's tree of one piece into our nodes.
type converter struct {
	*reader
	problems Problems
}

func (c *converter) fail(pos Pos, kind, message string) {
	c.problems = append(c.problems, Problem{pos, message, kind})
}

func (c *converter) at(tk *token.Token) Pos { return c.pos(tk.Position.Line, tk.Position.Column) }

// convert returns the node for n, which stands at a depth; past the budget it
// returns nulls, and the first time a problem.
func (c *converter) convert(n ast.Node, depth int) measured {
	pos := c.at(n.GetToken())
	if !c.spend(pos, 1, depth) {
		return measured{&Node{Pos: pos}, 1, 1}
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		return c.mapping(n, depth)
	case *ast.MappingValueNode:
		return c.mapping(&ast.MappingNode{BaseNode: n.BaseNode, Start: n.Start, Values: []*ast.MappingValueNode{n}}, depth)
	case *ast.SequenceNode:
		return c.sequence(n, depth)
	case *ast.AnchorNode:
		return c.anchor(n, depth)
	case *ast.AliasNode:
		return c.alias(n, depth)
	case *ast.TagNode:
		return c.tag(n, depth)
	}
	return measured{c.scalar(n), 1, 1}
}

// spend takes size nodes from the budget of the document.
func (c *converter) spend(pos Pos, size, depth int) bool {
	if c.spent() {
		return false
	}
	if c.nodes += size; c.spent() {
		c.fail(pos, Limit, "more than "+strconv.Itoa(c.most)+" keys and values up to here"+c.why())
	}
	if depth > maxDepth {
		c.fail(pos, Limit, "this is nested deeper than "+strconv.Itoa(maxDepth))
		return false
	}
	return !c.spent()
}

// why says what a text is measured by.
func (c *converter) why() string {
	switch {
	case c.anchors != nil:
		return ", aliases and merges counted where they are used"
	case c.most < maxNodes:
		return ", one for every " + strconv.Itoa(bytesANode) + " bytes of the file"
	}
	return ""
}

func (c *converter) scalar(n ast.Node) *Node {
	tk := n.GetToken()
	switch n := n.(type) {
	case *ast.NullNode:
		if tk.Type == token.ImplicitNullType {
			return &Node{Kind: Null, Pos: c.at(tk)}
		}
		return &Node{Kind: Null, Text: tk.Value, Pos: c.at(tk)}
	case *ast.LiteralNode:
		return c.block(n)
	}
	node := &Node{Kind: Scalar, Text: tk.Value, Pos: c.at(tk)}
	switch tk.Type {
	case token.SingleQuoteType:
		node.Mark = '\''
	case token.DoubleQuoteType:
		node.Mark = '"'
	}
	node.Quoted = node.Mark != 0 || strings.Contains(node.Text, "\n")
	return node
}

func (c *converter) block(n *ast.LiteralNode) *Node {
	node := &Node{Kind: Scalar, Quoted: true, Mark: n.Start.Value[0], Pos: c.at(n.Start)}
	if n.Value != nil {
		node.Text = n.Value.Value
	}
	if node.Text != "" && len(strings.TrimRight(n.Start.Value, "-")) == 1 { // no indentation stated, no blank lines kept
		node.Lines = c.content(node.Pos.Line)
	}
	return node
}

// content returns the lines of the block scalar whose header is line i (from 1):
// those that are indented as far as its first one, without that indentation.
func (c *converter) content(i int) []string {
	var lines []string
	indent, last := 0, 0
	for ; i < c.lines(); i++ {
		line := strings.TrimRight(c.line(i), " ")
		own := len(line) - len(strings.TrimLeft(line, " "))
		switch {
		case line == "":
			lines = append(lines, "")
			continue
		case indent == 0:
			indent = own
		}
		if own < indent || indent == 0 {
			break
		}
		lines = append(lines, line[indent:])
		last = len(lines)
	}
	return lines[:last]
}

func (c *converter) sequence(n *ast.SequenceNode, depth int) measured {
	out := measured{&Node{Kind: Sequence, Flow: n.IsFlowStyle, Pos: c.at(n.Start)}, 1, 1}
	for i, value := range n.Values {
		item := c.convert(value, depth+1)
		if !n.IsFlowStyle && i < len(n.Entries) {
			c.locate(item.node, n.Entries[i].Start)
		}
		inBrackets(item.node, value, n.IsFlowStyle)
		out.grow(item)
		out.node.Items = append(out.node.Items, item.node)
	}
	c.end(out.node, n.End)
	return out
}

// end remembers where a flow collection ends, for the comments in and behind it.
func (c *converter) end(n *Node, at *token.Token) {
	if n.Flow && at != nil && c.anchors == nil {
		c.ends[n] = c.at(at)
	}
}

// locate gives a value that is not there the place of its key or dash.
func (c *converter) locate(n *Node, at *token.Token) {
	if n.Kind == Null && n.Text == "" {
		n.Pos = c.at(at)
	}
}

// inBrackets marks the single pair in [a: b], which the library takes for a block mapping.
func inBrackets(n *Node, from ast.Node, inside bool) {
	switch from.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		n.Flow = n.Flow || inside
	}
}

func (m *measured) grow(child measured) {
	m.size += child.size + 1 // and a key
	m.height = max(m.height, child.height+1)
}

func (c *converter) mapping(n *ast.MappingNode, depth int) measured {
	pos := c.at(n.Start)
	if !n.IsFlowStyle && len(n.Values) > 0 {
		pos = c.at(n.Values[0].Key.GetToken())
	}
	b := newBuilder(pos)
	b.node.Flow = n.IsFlowStyle
	out := measured{b.node, 1, 1}
	var merges []*ast.MappingValueNode
	for _, pair := range n.Values {
		if pair.Key.IsMergeKey() {
			merges = append(merges, pair)
			continue
		}
		out.grow(c.pair(b, pair, depth))
	}
	c.end(b.node, n.End)
	for _, pair := range merges {
		c.merge(b, &out, pair.Value, depth)
	}
	return out
}

func (c *converter) pair(b *builder, pair *ast.MappingValueNode, depth int) measured {
	key := c.key(pair.Key)
	c.spend(key.Pos, 1, depth)
	value := c.convert(pair.Value, depth+1)
	c.locate(value.node, pair.Key.GetToken())
	inBrackets(value.node, pair.Value, b.node.Flow)
	if problem := b.add(key, value.node); problem != nil {
		c.problems = append(c.problems, *problem)
	}
	return value
}

func (c *converter) key(n ast.Node) *Node {
	switch wrapped := n.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		c.fail(c.at(wrapped.GetToken()), Syntax, "a key may not be an anchor, an alias or a tag")
		return &Node{Kind: Scalar, Pos: c.at(n.GetToken())}
	}
	key := c.scalar(n)
	key.Kind = Scalar
	return key
}
