package model

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

const (
	maxIncludes     = 100 // files of one model besides the first
	maxIncludeDepth = 8   // files that include each other
)

// loader reads a file and what it includes, depth first.
type loader struct {
	path     string                // of the main file, as the caller named it
	dir      string                // where it lies
	confined *os.Root              // dir, opened with the first include
	size     int                   // bytes so far
	values   int                   // keys and values so far
	included map[string]source.Pos // by name, where each was included
	chain    []string              // names of the files that include each other, outermost first
	roots    []*source.Node
	problems source.Problems
}

func (l *loader) close() {
	if l.confined != nil {
		l.confined.Close()
	}
}

func (l *loader) fail(pos source.Pos, kind, format string, args ...any) {
	if len(l.problems) < maxProblems {
		l.problems = append(l.problems, source.Problem{Pos: pos, Kind: kind, Message: fmt.Sprintf(format, args...)})
	}
}

// read takes the text of one file, named relative to dir with slashes, and
// follows its includes.
func (l *loader) read(name string, data []byte) {
	l.size += len(data)
	root, problems := source.Read(l.shown(name), data)
	l.problems = append(l.problems, problems...)
	if root == nil {
		return
	}
	if l.values += nodes(root); l.values > maxValues {
		l.fail(source.Pos{File: l.shown(name), Line: 1, Column: 1}, source.Limit, "with this file the model has more than %d keys and values", maxValues)
		return
	}
	l.roots = append(l.roots, root)
	l.chain = append(l.chain, name)
	for _, entry := range l.entries(root) {
		l.include(entry)
	}
	l.chain = l.chain[:len(l.chain)-1]
}

// nodes is how many keys and values a node holds.
func nodes(n *source.Node) int {
	values := 1 + len(n.Keys)
	for _, item := range n.Items {
		values += nodes(item)
	}
	return values
}

// shown is what messages call a file: the main file as the caller named it.
func (l *loader) shown(name string) string {
	if len(l.chain) == 0 {
		return l.path
	}
	return filepath.Join(l.dir, filepath.FromSlash(name))
}

// entries are the names that a file includes; what is no list of names, decoding reports.
func (l *loader) entries(root *source.Node) []*source.Node {
	list := lookUp(root, "includes")
	if list == nil || list.Kind != source.Sequence {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(list.Items), func(n *source.Node) bool { return n.Kind != source.Scalar })
}

// include reads the file that an entry names, relative to the file that it stands in.
func (l *loader) include(entry *source.Node) {
	name, fault := l.resolve(entry.Text)
	if l.values > maxValues {
		return // somebody said so
	}
	if fault == "" {
		fault = l.allowed(name, entry.Pos)
	}
	if fault != "" {
		l.fail(entry.Pos, source.Include, "%s cannot be included: %s", source.Quote(entry.Text), fault)
		return
	}
	l.included[name] = entry.Pos
	data, fault := l.open(name)
	switch {
	case fault != "":
		l.fail(entry.Pos, source.Include, "%s cannot be included: %s", source.Quote(entry.Text), fault)
	case l.size+len(data) > maxModel:
		l.fail(entry.Pos, source.Limit, "with %s the model has more than %d MiB", source.Quote(entry.Text), maxModel>>20)
	default:
		l.read(name, data)
	}
}

// resolve makes an entry a name relative to dir, by its text alone.
func (l *loader) resolve(entry string) (name, fault string) {
	if path.IsAbs(entry) || filepath.IsAbs(entry) || strings.Contains(entry, "://") {
		return "", "write a path relative to this file"
	}
	name = path.Join(path.Dir(l.chain[len(l.chain)-1]), entry)
	if strings.ContainsAny(entry, "\\\x00") || !filepath.IsLocal(filepath.FromSlash(name)) {
		return "", "it lies outside the model's directory"
	}
	return name, ""
}

// allowed says why a file may not be included now and here, or "".
func (l *loader) allowed(name string, pos source.Pos) string {
	before, twice := l.included[name]
	switch at := slices.Index(l.chain, name); {
	case at >= 0:
		return "it includes itself: " + around(append(slices.Clone(l.chain[at:]), name))
	case twice:
		return "it is included already in " + place(before, pos)
	case len(l.included) == maxIncludes:
		return fmt.Sprintf("the model has more than %d included files", maxIncludes)
	case len(l.chain) > maxIncludeDepth:
		return fmt.Sprintf("it is more than %d includes away from the main file", maxIncludeDepth)
	}
	return ""
}

// open reads a file inside dir. The operating system's own guard keeps symbolic
// links inside, too.
func (l *loader) open(name string) (data []byte, fault string) {
	if l.confined == nil {
		root, err := os.OpenRoot(l.dir)
		if err != nil {
			return nil, cannot(err)
		}
		l.confined = root
	}
	info, err := l.confined.Stat(filepath.FromSlash(name))
	switch {
	case err != nil && strings.Contains(err.Error(), "escapes"):
		return nil, "it lies outside the model's directory"
	case err != nil:
		return nil, cannot(err)
	case info.Mode()&os.ModeType&^os.ModeDir != 0:
		return nil, "it is no ordinary file"
	}
	return readFile(filepath.FromSlash(name), l.confined.Open)
}
