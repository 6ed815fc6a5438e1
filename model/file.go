package model

import (
	"os"

	"github.com/stormtree-dev/stormtree/model/source"
)

// ReadFile returns the text of a file that people wrote, up to the first byte
// that is too many for a model. The error is a source.Problems.
func ReadFile(path string) ([]byte, error) {
	data, fault := readFile(path, os.Open)
	if fault != "" {
		return nil, source.Problems{{Pos: source.Pos{File: path, Line: 1, Column: 1}, Message: fault, Kind: source.Include}}
	}
	return data, nil
}
