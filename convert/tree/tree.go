// Package tree is the common form of attack trees and fault trees from files:
// names on the outside, an attacktree.Tree inside. Readers of any format fill a
// Graph with definitions; Resolve checks it and gives a Document. The package
// reads and writes one format itself: tree JSON (docs/tree-json.md).
//
// Reading is linear in the text, for trees of any depth, and bounded: by
// MaxBytes, by MaxNesting of one formula, by 100 problems. Every problem has the
// place in the file that it is about.
package tree

import (
	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/model/source"
)

// Document is a checked tree with its names.
type Document struct {
	Title  string // as the file gives it, "" when it does not
	Top    string // the name of the top
	Tree   *attacktree.Tree
	Leaves []Leaf // by leaf number of Tree
	Gates  int    // definitions of gates that the top reaches; gates written inside of others do not count
	Notes  []Note // what was read but plays no part, by position; at most 101
}

// Leaf is one event: its names, its place and what the file says about it.
type Leaf struct {
	ID    string
	Title string // "" when the file gives none
	Pos   source.Pos
	Kind  attacktree.Kind
	Given Given
	// Leaf holds the numbers. What is not Given is 0, but for the probability: 1.
	attacktree.Leaf
	Uncertain *attacktree.Distribution // of the probability; nil when it is a plain number
}

// Given is the set of those numbers of a leaf that its file states.
type Given uint8

// The numbers that a file may state.
const (
	Probability Given = 1 << iota
	Cost
	Time
	Skill
	Damage
	Detection
)

// Has reports whether all numbers of a set are given.
func (g Given) Has(what Given) bool { return g&what == what }

// Note is something that the reader passes over, and the user may like to know.
type Note struct {
	Pos     source.Pos
	Message string
}

// Numbers lists the leaves' numbers, by leaf number of the tree.
func (d *Document) Numbers() []attacktree.Leaf {
	numbers := make([]attacktree.Leaf, len(d.Leaves))
	for i := range numbers {
		numbers[i] = d.Leaves[i].Leaf
	}
	return numbers
}

// Unstated says which numbers of a set are missing where they are needed: one
// problem for each leaf, by leaf number, at most 100. Questions about probability
// ask it about Probability first: nothing guesses a missing one. A defence needs
// no probability.
func (d *Document) Unstated(what Given) source.Problems {
	var problems source.Problems
	for i := range d.Leaves {
		l := &d.Leaves[i]
		if missing := what &^ l.Given; missing != 0 && len(problems) < maxProblems {
			if word := missing.first(l.Kind); word != "" {
				problems = append(problems, source.Problem{Pos: l.Pos, Message: source.Quote(l.ID) + " has no " + word, Kind: source.Value})
			}
		}
	}
	problems.Sort()
	return problems
}

// first names the first number of a set that a leaf of a kind should have.
func (g Given) first(k attacktree.Kind) string {
	for i, word := range numberWords() {
		if g.Has(1<<i) && (1<<i != Probability || k != attacktree.Defence) {
			return word
		}
	}
	return ""
}

// numberWords names the numbers, in the order of their bits.
func numberWords() []string {
	return []string{"probability", "cost", "time", "skill", "damage", "detection"}
}
