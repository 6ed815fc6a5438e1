package tree

import (
	"bytes"
	"unicode/utf8"

	"github.com/stormtree-dev/stormtree/model/source"
)

// MaxBytes is how much text all files of one tree may hold together.
const MaxBytes = 512 << 20

// Place is a byte of a Graph's files, counted through all of them in the order of
// AddFile. It becomes a line and a column when somebody wants to read it.
type Place uint32

// file is one text, and how far its lines have been counted.
type file struct {
	name string
	data []byte
	base Place

	seen         int // bytes before which lines are counted
	line, column int // of that byte
}

// files are texts, one after the other.
type files []file

func (fs *files) size() int {
	if len(*fs) == 0 {
		return 0
	}
	last := (*fs)[len(*fs)-1]
	return int(last.base) + len(last.data) + 1
}

// add appends a text; its base leaves room for the place behind the text before.
func (fs *files) add(name string, data []byte) Place {
	base := Place(fs.size())
	f := file{name: name, data: data, base: base}
	f.rewind()
	*fs = append(*fs, f)
	return base
}

// at is the position of a place. Places that ascend within each file cost one
// pass over the text together.
func (fs files) at(p Place) source.Pos {
	if len(fs) == 0 {
		return source.Pos{}
	}
	i := len(fs) - 1
	for i > 0 && fs[i].base > p {
		i--
	}
	return fs[i].at(min(int(p-fs[i].base), len(fs[i].data)))
}

func (f *file) at(offset int) source.Pos {
	if offset = max(offset, f.start()); offset < f.seen {
		f.rewind()
	}
	between := f.data[f.seen:offset]
	if breaks := bytes.Count(between, []byte("\n")); breaks > 0 {
		f.line += breaks
		f.column = 1
		between = between[bytes.LastIndexByte(between, '\n')+1:]
	}
	f.column += utf8.RuneCount(between)
	f.seen = offset
	return source.Pos{File: f.name, Line: f.line, Column: f.column}
}

// rewind begins to count anew.
func (f *file) rewind() { f.line, f.column, f.seen = 1, 1, f.start() }

// start is where the first line begins: behind a byte order mark.
func (f *file) start() int {
	if bytes.HasPrefix(f.data, []byte("\ufeff")) {
		return len("\ufeff")
	}
	return 0
}
