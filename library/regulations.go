package library

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

// Law is a regulation that the assets of a model may name, in our words: a first
// orientation, no legal advice.
type Law struct {
	ID          string `json:"id"` // as written in a model's regulations: "gdpr"
	Title       string `json:"title"`
	Demands     string `json:"demands"`
	Responsible string `json:"responsible"` // who has to do it
	Accountable string `json:"accountable"` // who answers for it
}

//go:embed regulations.csv
var lawText string

var laws = once(func() ([]Law, error) { return readLaws(lawText) })

func readLaws(text string) ([]Law, error) {
	rows, err := readTable(text, []string{"id", "title", "demands", "responsible", "accountable"})
	if err != nil {
		return nil, fmt.Errorf("regulations.csv: %w", err)
	}
	list := make([]Law, len(rows))
	for i, r := range rows {
		if slices.Contains(r.cells, "") {
			return nil, fmt.Errorf("regulations.csv:%d: a cell is empty", r.line)
		}
		list[i] = Law{r.cells[0], r.cells[1], r.cells[2], r.cells[3], r.cells[4]}
	}
	return list, nil
}

// Laws returns every regulation that the library knows, sorted by id.
func Laws() []Law { return slices.Clone(laws()) }

// LawNamed returns the regulation that a model calls by a word, whatever its case.
func LawNamed(word string) (Law, bool) {
	at := slices.IndexFunc(laws(), func(l Law) bool { return strings.EqualFold(l.ID, word) })
	if at < 0 {
		return Law{}, false
	}
	return laws()[at], true
}
