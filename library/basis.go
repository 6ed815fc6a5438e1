package library

import (
	_ "embed"
	"slices"
	"strings"
)

// The bases of a number, best first.
const (
	Measured = "measured" // counted in a stated population
	Survey   = "survey"   // answers of a stated population
	Expert   = "expert"   // judged by people who are named
	Assumed  = "assumed"  // nobody knows; our guess, at least a decade wide where it is a chance, a rate or money
	Author   = "author"   // stated by the author of the model; never in the table
)

// The units of a number.
const (
	Probability = "probability" // 0 to 1: that one attempt works, or that a thing is so
	Share       = "share"       // 0 to 1, of what has happened; says nothing about how often
	PerYear     = "per-year"    // a rate
	Cost        = "cost"        // of an attacker, in US dollars
	Loss        = "loss"        // per event, in US dollars
	Days        = "days"        // of one attempt
	Skill       = "skill"       // a model.Skill, 1 novice to 3 expert
)

// Number is one row of the table of default numbers: a range, never a point, and
// where it comes from.
type Number struct {
	ID                string
	Unit              string
	Low, Likely, High float64 // ascending, Low < High
	Basis             string
	Source            string // who published it; "" only of an assumed number
	Year              string // of publication
	Population        string // of what it was counted, "" where nobody counted
	N                 string // size of that population or sample, "" where unknown
	Note              string // what it does not say
}

//go:embed basis.csv
var basisText string

// numbers are the table, read once when first asked for.
var numbers = once(func() ([]Number, error) { return readBasis(basisText) })

// Basis returns every default number, sorted by id.
func Basis() []Number { return slices.Clone(numbers()) }

// Default returns the default number with an id. It takes a binary search.
func Default(id string) (Number, bool) {
	list := numbers()
	at, found := slices.BinarySearchFunc(list, id, func(n Number, id string) int { return strings.Compare(n.ID, id) })
	if !found {
		return Number{}, false
	}
	return list[at], true
}
