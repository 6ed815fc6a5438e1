package model

import (
	_ "embed" // for the model to start from
	"slices"
)

//go:embed starter.yaml
var starter []byte

// Starter returns the text of a small commented model to start from. It loads
// without a problem and holds one of everything that a first analysis needs.
func Starter() []byte { return slices.Clone(starter) }
