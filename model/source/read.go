package source

import (
	"strings"
)

// Read reads one YAML document of our language strictly: size, characters,
// depth and entries are bounded, and anchors, aliases, merges, tags, directives
// and second documents are refused. It returns every problem it can find; the
// node is nil when nothing usable was read, and holds what could be read
// otherwise. Time and memory grow linearly with the text, up to its cap of 8 MiB.
//
// A tab between words counts as one space. A key without a value has a Null whose
// position is the key's.
func Read(file string, data []byte) (*Node, Problems) { return read(file, data, nil) }

// ReadResolved reads like Read but resolves anchors, aliases and merge keys, as
// foreign formats use them, within a budget of 500,000 expanded nodes. Aliased
// nodes are shared, not copied: change none of them. Keys of a mapping win over
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
	nodes    int                 // values so far, expanded
	problems Problems
	comments []comment
}

func read(file string, data []byte, anchors map[string]measured) (*Node, Problems) {
	t, problems := newText(file, data)
	if problems != nil {
		return nil, problems
	}
	r := &reader{text: t, anchors: anchors}
	root := r.document()
	r.problems.Sort()
	if root != nil {
		attach(root, r.comments, t)
	}
	return root, r.problems
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
func (r *reader) full() bool { return r.nodes > maxNodes || len(r.problems) >= maxProblems }

func (r *reader) document() *Node {
	whole := r.trimMarkers(piece{0, r.lines()})
	first := r.significant(whole)
	if first == whole.to {
		r.fail(1, 1, Syntax, "the file is empty; it should hold a model")
		return nil
	}
	if !r.opens(first, 0) || strings.ContainsAny(r.line(first)[:1], "{[") {
		return r.keep(r.parse(whole))
	}
	r.keep(r.parse(piece{whole.from, first}))
	root := newBuilder(r.pos(first+1, 1))
	for _, entry := range r.cut(piece{first, whole.to}, 0) {
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
	if node == nil {
		return
	}
	if node.Kind != Mapping {
		r.problems = append(r.problems, notAKey(node))
		return
	}
	for i, key := range node.Keys {
		if problem := b.add(key, node.Items[i]); problem != nil {
			r.problems = append(r.problems, *problem)
		}
	}
}

func notAKey(n *Node) Problem {
	return Problem{Pos: n.Pos, Kind: Syntax, Message: Quote(n.Text) + " stands where a \"key: value\" line should"}
}

// trimMarkers leaves out a document's start and end marks and reports second documents.
func (r *reader) trimMarkers(p piece) piece {
	for i := p.from; i < p.to; i++ {
		line := strings.TrimRight(r.line(i), " ")
		mark := len(line) >= 3 && (line[:3] == "---" || line[:3] == "...") && (len(line) == 3 || line[3] == ' ')
		switch {
		case !mark:
		case line == "---" && p.from == 0 && r.significant(piece{0, i}) == i:
			r.keep(r.parse(piece{p.from, i}))
			p.from = i + 1
		case line == "..." && r.significant(piece{i + 1, p.to}) == p.to:
			r.keep(r.parse(piece{i + 1, p.to}))
			return piece{p.from, i}
		default:
			r.fail(i+1, 1, Syntax, "%s begins a second document; a file holds one", Quote(line))
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
	before := r.nodes
	cut, sound := r.section(p, first, indent)
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

// section reads the children of a bare header one by one. It is sound when
// each of them was a block mapping at the indentation: otherwise the cut may have
// gone through a text that runs over several lines.
func (r *reader) section(p piece, first, indent int) (part, bool) {
	header := r.parse(piece{p.from, first})
	if header.node == nil || header.node.Kind != Mapping || len(header.node.Keys) != 1 || header.node.Items[0].Kind != Null {
		return header, false
	}
	children, sound := newBuilder(r.pos(first+1, indent+1)), true
	for _, child := range r.cut(piece{first, p.to}, indent) {
		if r.nodes > maxNodes || len(header.problems) >= maxProblems {
			break
		}
		read := r.parse(child)
		header.comments = append(header.comments, read.comments...)
		header.problems = append(header.problems, read.problems...)
		switch {
		case read.problems != nil && read.node == nil:
			sound = false
		case read.node.Kind != Mapping || read.node.Flow || read.node.Pos.Column != indent+1:
			header.problems = append(header.problems, notAKey(read.node))
			sound = false
		default:
			header.problems = append(header.problems, children.take(read.node)...)
		}
	}
	header.node.Items[0] = children.node
	return header, sound
}
