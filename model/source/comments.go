package source

import (
	"slices"
	"strings"
)

// slot is a place that can carry comments: a key of a mapping or a value of a
// sequence, in the order of the document.
type slot struct {
	carrier   *Node
	value     *Node // whose collection a deeper slot may lie in
	container *Node // the collection that it is part of
	owner     int   // the slot whose value the container is, -1 for the root
	first     bool  // of its container
}

// attach gives every comment of the document to the slot that it stands at: behind
// it on its line, above it, or at the end of a collection. Blank lines above a slot
// go with it, one for many.
func (r *reader) attach(root *Node) {
	a := attacher{reader: r, root: root, slots: make([]slot, 0, r.nodes)}
	a.collect(root, -1)
	next := 0
	var above []comment
	for _, c := range r.comments {
		for ; next < len(a.slots) && a.before(next, c); next++ {
			a.lead(next, above)
			above = nil
		}
		if a.alone(c) {
			above = append(above, c)
		} else {
			a.behind(next-1, c)
		}
	}
	for ; next < len(a.slots); next++ {
		a.lead(next, above)
		above = nil
	}
	a.lead(next, above)
}

type attacher struct {
	*reader
	root  *Node
	slots []slot
}

func (a *attacher) collect(n *Node, owner int) {
	for i, item := range n.Items {
		carrier := item
		if n.Kind == Mapping {
			carrier = n.Keys[i]
		}
		a.slots = append(a.slots, slot{carrier, item, n, owner, i == 0})
		a.collect(item, len(a.slots)-1)
	}
}

func (a *attacher) before(slot int, c comment) bool {
	return a.slots[slot].carrier.Pos.compare(a.pos(c.line, c.column)) < 0
}

// alone tells whether a comment has its line to itself, dashes aside.
func (a *attacher) alone(c comment) bool {
	line := a.line(c.line - 1)
	return strings.Trim(line[:len(line)-len(strings.TrimLeft(line, " -"))], " -") == "" && strings.HasPrefix(strings.TrimLeft(line, " -"), "#")
}

// blankAbove tells whether a blank line precedes a line, counted from 1.
func (a *attacher) blankAbove(line int) bool {
	return line > 1 && strings.TrimLeft(a.line(line-2), " ") == ""
}

// behind gives a comment to the last slot before it on its line, or to the one
// that the collection closed before it belongs to.
func (a *attacher) behind(i int, c comment) {
	for i >= 0 && a.closed(a.slots[i].container, c) {
		i = a.slots[i].owner
	}
	if i < 0 {
		a.root.Below = append(a.root.Below, c.text)
		return
	}
	carrier := a.slots[i].carrier
	if carrier.Beside == "" {
		carrier.Beside = c.text
		return
	}
	carrier.Above = append(carrier.Above, c.text)
}

// closed tells whether a flow collection ends before a comment.
func (a *attacher) closed(n *Node, c comment) bool {
	end, flow := a.ends[n]
	return flow && end.compare(a.pos(c.line, c.column)) < 0
}

// lead gives whole-line comments to the slot that follows them, or, as far as they
// are indented more than it, to the collections that end before it.
func (a *attacher) lead(next int, comments []comment) {
	chain := a.ending(next)
	var above []string
	for _, c := range comments {
		lines := []string{c.text}
		if a.blankAbove(c.line) {
			lines = []string{"", c.text}
		}
		if chain = a.within(chain, next, c); len(chain) > 0 {
			chain[0].Below = append(chain[0].Below, lines...)
			continue
		}
		above = append(above, lines...)
	}
	if next == len(a.slots) {
		a.root.Below = append(a.root.Below, above...)
		return
	}
	a.above(next, above)
}

func (a *attacher) above(next int, lines []string) {
	s := a.slots[next]
	opensLine := next == 0 || a.slots[next-1].carrier.Pos.Line < s.carrier.Pos.Line
	if opensLine && a.blankAbove(s.carrier.Pos.Line) && !s.container.Flow {
		lines = append(lines, "")
	}
	if s.first && len(lines) > 0 && lines[0] == "" {
		lines = lines[1:]
	}
	s.carrier.Above = append(s.carrier.Above, lines...)
}

// ending lists the collections that are open before a slot and not at it, inner ones first.
func (a *attacher) ending(next int) []*Node {
	var open, chain []*Node
	if next < len(a.slots) {
		for i := next; i >= 0; i = a.slots[i].owner {
			open = append(open, a.slots[i].container)
		}
	}
	for i := next - 1; i >= 0; i = a.slots[i].owner {
		if !slices.Contains(open, a.slots[i].container) {
			chain = append(chain, a.slots[i].container)
		}
	}
	return chain
}

// within drops collections from a chain until one is left that a comment is part of
// by its indentation, or by its brackets.
func (a *attacher) within(chain []*Node, next int, c comment) []*Node {
	if next < len(a.slots) && !a.slots[next].container.Flow && c.column <= a.slots[next].container.Pos.Column {
		return nil
	}
	for len(chain) > 0 {
		n := chain[0]
		if n.Flow && !a.closed(n, c) || !n.Flow && n.Pos.Column <= c.column {
			break
		}
		chain = chain[1:]
	}
	return chain
}
