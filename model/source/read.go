package source

import (
	"slices"
	"strings"
)

// Read reads one YAML document of our language strictly: size, characters,
// depth and entries are bounded, and anchors, aliases, merges, tags, directives
// and second documents are refused. It returns every problem it can find; the
// node is nil when nothing usable was read, and holds what could be read
// otherwise. Time and memory grow linearly with the text, up to its cap of 8 MiB:
// a text may have a key or value for every three bytes, and 750,000 of them. Models
// have one for every five to eight; denser texts are made to fill memory, in which a
// value takes hundreds of bytes.
//
// A tab between words counts as one space, spaces at the end of a line as none. A key without a value has a Null whose
// position is the key's.
func Read(file string, data []byte) (*Node, Problems) { return read(file, data, nil) }

// ReadResolved reads like Read but resolves anchors, aliases and merge keys, as
// foreign formats use them, within a budget of 500,000 expanded nodes. Aliased
// nodes are shared, not copied: change none of them, and comments are left out. Keys of a mapping win over
// merged ones, earlier merges over later ones. Of tags only YAML's own (!!str,
// !!int, …) are accepted.
func ReadResolved(file string, data []byte) (*Node, Problems) {
	return read(file, data, map[string]measured{})
}

// reader reads one document entry by entry, so that the parser never sees more
// than a small part of it: its time and memory grow with the square of the keys in
// a mapping and of the depth.
type reader struct {
	*text
	anchors  map[string]measured // nil when anchors are refused
	nodes    int                 // keys and values so far, expanded
	most     int                 // of them
	problems Problems
	comments []comment
	ends     map[*Node]Pos // of flow collections, when there are comments to place
}

func read(file string, data []byte, anchors map[string]measured) (*Node, Problems) {
	t, problems := newText(file, data)
	if problems != nil {
		return nil, problems
	}
	r := &reader{text: t, anchors: anchors, most: budget(len(t.body), anchors != nil), ends: map[*Node]Pos{}}
	root := r.document()
	if root != nil && root.Kind != Mapping && root.Kind != Sequence {
		r.problems, root = append(r.problems, notAKey(root)), nil
	}
	if root != nil && anchors == nil {
		r.attach(root)
	}
	r.problems.Sort()
	return root, r.problems
}

// budget is how many keys and values a text of some size may have.
func budget(size int, expanded bool) int {
	if expanded {
		return maxExpanded
	}
	return min(maxNodes, spareNodes+size/bytesANode)
}

// piece is a range of lines, counted from 0, without its end.
type piece struct{ from, to int }

// part is what one piece held.
type part struct {
	piece
	node     *Node
	problems Problems
	comments []comment
}

func (r *reader) fail(line, column int, kind, format string, args ...any) {
	r.problems = append(r.problems, r.problem(line, column, kind, format, args...))
}

// full tells that reading on would not help: too many values or problems.
func (r *reader) full() bool { return r.spent() || len(r.problems) >= maxProblems }

// spent tells that a value was one too many; the problem says so already.
func (r *reader) spent() bool { return r.nodes > r.most }

func (r *reader) document() *Node {
	whole := r.trimMarkers(piece{0, r.lines()})
	first := r.significant(whole)
	if first == whole.to {
		r.keep(r.parse(whole))
		if len(r.problems) > 0 {
			return nil
		}
		r.fail(1, 1, Syntax, "the file is empty; it should hold a model")
		return nil
	}
	entries := r.cut(piece{first, whole.to}, 0)
	if !r.opens(first, 0) || strings.ContainsAny(r.line(first)[:1], "{[") || r.merges(entries) {
		return r.keep(r.parse(whole))
	}
	r.keep(r.parse(piece{whole.from, first}))
	root := newBuilder(r.pos(first+1, 1))
	for _, entry := range entries {
		if r.full() {
			break
		}
		r.add(root, r.entry(entry))
	}
	return root.node
}

func (r *reader) pos(line, column int) Pos { return Pos{r.file, line, column} }

// keep takes over what a part held and returns its node.
func (r *reader) keep(p part) *Node {
	r.problems = append(r.problems, p.problems...)
	r.comments = append(r.comments, p.comments...)
	return p.node
}

// add puts the keys of a part into a mapping.
func (r *reader) add(b *builder, p part) {
	node := r.keep(p)
	switch {
	case node == nil || node.Kind == Null && r.spent():
	case node.Kind != Mapping || node.Flow:
		r.problems = append(r.problems, notAKey(node))
	default:
		r.problems = append(r.problems, b.take(node)...)
	}
}

func notAKey(n *Node) Problem {
	what := Quote(n.Text)
	switch n.Kind {
	case Mapping:
		what = "a mapping in braces"
	case Sequence:
		what = "a list"
	}
	return Problem{Pos: n.Pos, Kind: Syntax, Message: what + " stands where a \"key: value\" line should"}
}

// trimMarkers leaves out a document's start and end marks and reports second documents.
func (r *reader) trimMarkers(p piece) piece {
	for i := p.from; i < p.to; i++ {
		line := strings.TrimRight(r.line(i), " ")
		mark := strings.HasPrefix(line, "---") || strings.HasPrefix(line, "...") // with text behind it the lexer is of two minds
		switch {
		case !mark:
		case line == "---" && p.from == 0 && r.significant(piece{0, i}) == i:
			r.keep(r.parse(piece{p.from, i}))
			p.from = i + 1
		case line == "..." && r.significant(piece{i + 1, p.to}) == p.to:
			r.keep(r.parse(piece{i + 1, p.to}))
			return piece{p.from, i}
		default:
			r.fail(i+1, 1, Syntax, "%s begins or ends a document; a file holds one", Quote(line))
			return piece{p.from, i}
		}
	}
	return p
}

// significant finds the first line of a piece that holds more than a comment, or its end.
func (r *reader) significant(p piece) int {
	for i := p.from; i < p.to; i++ {
		if rest := strings.TrimLeft(r.line(i), " "); rest != "" && rest[0] != '#' {
			return i
		}
	}
	return p.to
}

// opens tells whether a line, by its look, begins an entry that is indented by indent spaces.
func (r *reader) opens(i, indent int) bool {
	line := r.line(i)
	rest := strings.TrimLeft(line, " ")
	if rest == "" || len(line)-len(rest) != indent || strings.ContainsAny(rest[:1], "#}]") {
		return false
	}
	return rest != "-" && !strings.HasPrefix(rest, "- ")
}

// cut divides a piece into entries that each begin at an indentation.
func (r *reader) cut(p piece, indent int) []piece {
	entries := []piece{{p.from, p.to}}
	for i := p.from + 1; i < p.to; i++ {
		if r.opens(i, indent) {
			entries[len(entries)-1].to = i
			entries = append(entries, piece{i, p.to})
		}
	}
	return entries
}

// entry reads one key with its value: a section child by child, anything else at once.
func (r *reader) entry(p piece) part {
	first := r.significant(piece{p.from + 1, p.to})
	if first == p.to || !bareHeader(r.line(p.from)) {
		return r.parse(p)
	}
	indent := len(r.line(first)) - len(strings.TrimLeft(r.line(first), " "))
	if indent == 0 || !r.opens(first, indent) {
		return r.parse(p)
	}
	children := r.cut(piece{first, p.to}, indent)
	if r.merges(children) {
		return r.parse(p)
	}
	before := r.nodes
	cut, sound := r.section(piece{p.from, first}, children, indent)
	if sound || r.full() {
		return cut
	}
	r.nodes = before
	if whole := r.parse(p); whole.problems == nil {
		return whole
	}
	return cut
}

// bareHeader tells whether a line is a key alone, whose value begins on a later line.
func bareHeader(line string) bool {
	if at := strings.Index(line, " #"); at >= 0 {
		line = line[:at]
	}
	return strings.HasSuffix(strings.TrimRight(line, " "), ":")
}

// merges tells whether one of the entries merges another mapping into theirs: then
// they must be read together.
func (r *reader) merges(entries []piece) bool {
	return r.anchors != nil && slices.ContainsFunc(entries, func(p piece) bool {
		return strings.HasPrefix(strings.TrimLeft(r.line(p.from), " "), "<<")
	})
}

// section reads the children of a bare header one by one. It is sound when
// each of them was a block mapping at the indentation: otherwise the cut may have
// gone through a text that runs over several lines.
func (r *reader) section(header piece, children []piece, indent int) (out part, sound bool) {
	out = r.parse(header)
	if out.node == nil || out.node.Kind != Mapping || len(out.node.Keys) != 1 || out.node.Items[0].Kind != Null {
		return out, false
	}
	section, sound := newBuilder(r.pos(header.to+1, indent+1)), true
	for _, piece := range children {
		if r.spent() || len(out.problems) >= maxProblems {
			break
		}
		child := r.parse(piece)
		out.comments = append(out.comments, child.comments...)
		out.problems = append(out.problems, child.problems...)
		switch {
		case child.node == nil || child.node.Kind == Null && r.spent():
			sound = false
		case child.node.Kind != Mapping || child.node.Flow || child.node.Pos.Column != indent+1:
			out.problems = append(out.problems, notAKey(child.node))
			sound = false
		default:
			out.problems = append(out.problems, section.take(child.node)...)
		}
	}
	out.node.Items[0] = section.node
	return out, sound
}
