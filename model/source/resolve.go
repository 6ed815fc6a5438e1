package source

import (
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// anchor remembers the value under its name. The name is known only after the
// value, so an alias inside the value to itself is an unknown one.
func (c *converter) anchor(n *ast.AnchorNode, depth int) measured {
	value := c.convert(n.Value, depth)
	c.locate(value.node, n.Start)
	if c.anchors != nil && n.Name != nil {
		c.anchors[n.Name.GetToken().Value] = value
	}
	return value
}

// alias returns the value of an anchor itself, not a copy, and spends its size.
func (c *converter) alias(n *ast.AliasNode, depth int) measured {
	pos, name := c.at(n.Start), n.Value.GetToken().Value
	value, known := c.anchors[name]
	if !known {
		c.fail(pos, Reference, "alias "+Quote(name)+" names no anchor that ends before it")
		return measured{&Node{Pos: pos}, 1, 1}
	}
	if !c.spend(pos, value.size, depth+value.height) {
		return measured{&Node{Pos: pos}, 1, 1}
	}
	return value
}

// tag lets YAML's own tags pass and reports all others.
func (c *converter) tag(n *ast.TagNode, depth int) measured {
	value := c.convert(n.Value, depth)
	switch token.ReservedTagKeyword(n.Start.Value) {
	case token.StringTag:
		text := *value.node
		text.Kind, text.Quoted = Scalar, true
		return measured{&text, value.size, value.height}
	case token.IntegerTag, token.FloatTag, token.BooleanTag, token.NullTag, token.TimestampTag, token.MappingTag, token.SequenceTag:
	default:
		c.fail(c.at(n.Start), Syntax, "tag "+Quote(n.Start.Value)+" is not one of YAML's own")
	}
	return value
}

// merge adds the keys of a merged mapping, or of a list of them, that are not there yet.
func (c *converter) merge(b *builder, out *measured, n ast.Node, depth int) {
	value := c.convert(n, depth)
	sources := []*Node{value.node}
	if value.node.Kind == Sequence {
		sources = value.node.Items
	}
	for _, source := range sources {
		if source.Kind != Mapping {
			c.fail(c.at(n.GetToken()), Value, "only mappings can be merged")
			continue
		}
		for i, key := range source.Keys {
			b.add(key, source.Items[i]) // unless it is there: its problem is none here
		}
	}
	out.grow(value)
}
