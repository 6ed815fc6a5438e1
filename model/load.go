package model

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/stormtree-dev/stormtree/model/source"
)

// Load reads the model in a file, and the files that it includes, and checks it.
// The error is a source.Problems with everything that is wrong, sorted by
// position; that a file cannot be read is one of these problems, too. Includes
// stay inside the file's own directory, symbolic links resolved; all files
// together may be as large as one.
func Load(path string) (*Model, error) {
	data, err := ReadFile(path)
	if err != nil {
		return nil, err
	}
	return LoadText(path, data)
}

// LoadText is Load for a text that is not in its file yet: includes are those
// beside the path.
func LoadText(path string, data []byte) (*Model, error) {
	l := &loader{path: path, dir: filepath.Dir(path), included: map[string]source.Pos{}}
	defer l.close()
	l.read(filepath.Base(path), data)
	if l.cutShort() {
		l.problems.Sort()
		return nil, l.problems
	}
	d := newDecoder(path)
	d.problems, d.partial = l.problems, len(l.problems) > 0
	m, problems := d.decode(l.roots)
	if len(problems) > 0 {
		return nil, problems
	}
	return m, nil
}

// cutShort tells whether a limit ended the reading, so that what was read means little.
func (l *loader) cutShort() bool {
	return slices.ContainsFunc(l.problems, func(p source.Problem) bool { return p.Kind == source.Limit })
}

// maxModel is how many bytes the files of one model may have.
const maxModel = 8 << 20

// maxValues is how many keys and values they may have, as many as one file.
const maxValues = 750_000

// ReadFile returns the text of a file that people wrote, a model's or one that
// becomes a model. The error is a source.Problems: the file cannot be read, or
// has more than the 8 MiB that a model may have.
func ReadFile(path string) ([]byte, error) {
	data, fault := readFile(path, os.Open)
	if fault != "" {
		return nil, source.Problems{{Pos: source.Pos{File: path, Line: 1, Column: 1}, Message: "this file cannot be read: " + fault, Kind: source.Include}}
	}
	return data, nil
}

// readFile returns what is in a file, up to the first byte that is too many, or
// says why it cannot.
func readFile(name string, open func(string) (*os.File, error)) (data []byte, fault string) {
	f, err := open(name)
	if err != nil {
		return nil, cannot(err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, "it is a directory; name a file in it"
	}
	switch data, err = io.ReadAll(io.LimitReader(f, maxModel+1)); {
	case err != nil:
		return nil, cannot(err)
	case len(data) > maxModel:
		return nil, fmt.Sprintf("it has more than %d MiB", maxModel>>20)
	}
	return data, ""
}

// cannot says why a file cannot be read.
func cannot(err error) string {
	var of *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		return "there is no permission to read it"
	case errors.As(err, &of):
		return of.Err.Error()
	}
	return err.Error()
}
